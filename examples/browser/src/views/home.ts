/**
 * The start: what is due today, the goals, and a new one.
 */
import type { ProgressReport } from "@loopi/core"
import { NewGoal } from "@loopi/core"
import { Effect, Schema } from "effect"
import { does } from "../does.ts"
import { field, h, typed } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { go } from "../router.ts"
import { count, ring } from "./shown.ts"

export const home = Effect.fnUntraced(function* () {
  const [queue, report] = yield* Effect.all([loopi.study.due({ query: {} }), loopi.progress.stats({ query: {} })], {
    concurrency: "unbounded"
  })
  if (report.goals.length === 0) return beginning()
  return h(
    "div",
    { class: "stack" },
    today(queue.cards.length, report.today?.reviews ?? 0),
    h("section", { class: "goals", "aria-label": "Your goals" }, ...report.goals.map(goalCard), newGoal())
  )
})

const today = (due: number, done: number): Node =>
  h(
    "section",
    { class: "today card" },
    h(
      "div",
      {},
      h("h1", {}, due === 0 ? "Nothing is due" : `${count(due, "card")} for now`),
      h("p", { class: "dim" }, done === 0 ? "No reviews yet today." : `${count(done, "review")} today so far.`)
    ),
    due > 0 && h("a", { class: "button primary", href: "#/study" }, "Study")
  )

const goalCard = ({ cards, completed, goal, mastery }: ProgressReport["goals"][number]): Node => {
  const all = cards.new + cards.learning + cards.relearning + cards.review
  return h(
    "a",
    { class: "goal card", href: `#/goal/${goal.id}` },
    ring(mastery, `${mastery} % mastered`),
    h(
      "div",
      {},
      h("h2", {}, goal.title),
      h("p", { class: "dim" }, completed ? "Mastered" : all === 0 ? "No cards yet" : count(all, "card"))
    )
  )
}

const beginning = (): Node =>
  h(
    "div",
    { class: "beginning" },
    h(
      "div",
      { class: "hero" },
      h("h1", {}, "Begin with a goal."),
      h("p", {}, "Then paste what you have noted on it. It becomes skills, and the skills become cards.")
    ),
    newGoal()
  )

const newGoal = (): Node => {
  const title = { name: "title", required: true, maxlength: 200, placeholder: "Read a weather map" }
  const form: HTMLFormElement = h(
    "form",
    { class: "goal card new", onsubmit: does(() => create(typed(form))) },
    field("What do you want to know, or be able to do?", title),
    h("button", {}, "Add goal")
  )
  return form
}

const create = Effect.fnUntraced(function* (typed: Record<string, string>) {
  const payload = yield* Schema.decodeUnknownEffect(NewGoal)(typed)
  const goal = yield* loopi.goals.create({ payload })
  go(`goal/${goal.id}`)
})
