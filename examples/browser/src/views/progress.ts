/**
 * How far a learner has come, and what comes next.
 */
import type { ProgressReport } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { h } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { count, percent, ring } from "./shown.ts"

export const progress = Effect.fnUntraced(function* () {
  const [report, history] = yield* Effect.all(
    [loopi.progress.stats({ query: { days: 14 } }), loopi.progress.history({ query: { days: 30 } })],
    { concurrency: "unbounded" }
  )
  const reviews = new Map<number, number>(history.map((day) => [day.day, day.reviews]))
  const days = Array.from({ length: 30 }, (_, i) => report.studyDay - 29 + i)
  return h(
    "div",
    { class: "stack" },
    h("h1", {}, "Progress"),
    numbers(report),
    chart(
      "Reviews, the last 30 days",
      days.map((day) => ({ day, n: reviews.get(day) ?? 0 }))
    ),
    chart(
      "Due, the next 14 days",
      report.forecast.map(({ day, due }) => ({ day, n: due }))
    ),
    h("section", { class: "goals", "aria-label": "Mastery" }, ...report.goals.map(mastery))
  )
})

const numbers = ({ cards, meanRecall, today, trueRetention }: ProgressReport): Node => {
  return h(
    "dl",
    { class: "numbers" },
    number("reviews today", today?.reviews ?? 0),
    number("cards begun", cards.learning + cards.relearning + cards.review),
    number("cards mastered", cards.mastered),
    number("recalled if asked today", percent(meanRecall)),
    number("recalled in 30 days", percent(trueRetention))
  )
}

const number = (label: string, value: string | number): Node =>
  h("div", { class: "card" }, h("dd", {}, value), h("dt", {}, label))

interface Day {
  readonly day: number
  readonly n: number
}

const chart = (title: string, days: ReadonlyArray<Day>): Node => {
  const most = Math.max(1, ...days.map(({ n }) => n))
  const sum = days.reduce((all, { n }) => all + n, 0)
  const column = ({ day, n }: Day) =>
    h("span", { class: "column", title: `${dateOf(day)}: ${n}`, style: `--share: ${(100 * n) / most}%` })
  return h(
    "figure",
    { class: "card" },
    h("figcaption", {}, h("h2", {}, title), h("span", { class: "dim" }, `${sum} in all`)),
    h("div", { class: "chart", role: "img", "aria-label": `${title}: ${sum} in all` }, ...days.map(column)),
    h("div", { class: "ends dim" }, h("span", {}, dateOf(days[0]?.day)), h("span", {}, dateOf(days.at(-1)?.day)))
  )
}

/** Study days are counted since 1970-01-01. */
const dateOf = (day = 0): string =>
  DateTime.format(DateTime.makeUnsafe(day * 86_400_000), { day: "numeric", month: "short" })

const mastery = ({ cards, goal, mastery }: ProgressReport["goals"][number]): Node =>
  h(
    "a",
    { class: "goal card", href: `#/goal/${goal.id}` },
    ring(mastery, `${mastery} % mastered`),
    h("div", {}, h("h2", {}, goal.title), h("p", { class: "dim" }, `${count(cards.mastered, "card")} mastered`))
  )
