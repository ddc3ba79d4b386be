/**
 * Having cards written: the run that does it is watched as it goes.
 */
import { type GoalId, isFinal, type Run } from "@loopi/core"
import { Effect } from "effect"
import { does, saying } from "../does.ts"
import { h, typed } from "../dom.ts"
import { follow } from "../follow.ts"
import { loopi } from "../loopi.ts"
import { go } from "../router.ts"
import { runLog } from "./runLog.ts"

/** Goes on watching what is under way already. It is what comes next where no drafts wait to be looked through. */
export const writing = Effect.fnUntraced(function* (goalId: GoalId, isNext: boolean) {
  const scope = yield* Effect.scope
  const place = h("div", { class: "stack" })
  const begin = (run: Run) => Effect.forkIn(saying(watched(goalId, run, place)), scope)
  const [latest] = (yield* loopi.runs.list({ query: { goalId, limit: 1 } })).runs
  if (latest !== undefined && !isFinal(latest)) yield* begin(latest)
  else if (latest?.status === "failed") place.replaceChildren(failed(latest, begin))

  const form: HTMLFormElement = h(
    "form",
    { class: "line", onsubmit: does(() => Effect.flatMap(write(goalId, typed(form)), begin)) },
    h(
      "label",
      { class: "inline" },
      h("span", {}, "At most"),
      h(
        "select",
        { name: "count" },
        ...["3", "5", "8", "20"].map((n) => h("option", { value: n, selected: n === "5" }, n))
      ),
      h("span", {}, "for each skill")
    ),
    h("button", { class: isNext ? "primary" : "" }, "Write cards")
  )
  return h("section", { class: "card stack" }, h("h2", {}, "Flashcards"), form, place)
})

const write = (goalId: GoalId, typed: Record<string, string>) =>
  loopi.generation.generate({ payload: { goalId, count: Number(typed["count"]) } })

/** Shows what happens until the run is over, and then what it came to. */
const watched = Effect.fnUntraced(function* (goalId: GoalId, { id }: Run, place: Element) {
  const log = runLog()
  const stop = h("button", { type: "button", onclick: does(() => loopi.runs.cancel({ params: { id } })) }, "Stop")
  place.replaceChildren(log.element, stop)
  const run = yield* follow(id, log.show)
  go(`goal/${goalId}`, run.status === "cancelled" ? "Stopped. What was written until then is kept." : undefined)
})

const failed = <E>({ failure, id }: Run, begin: (run: Run) => Effect.Effect<unknown, E>): Node =>
  h(
    "div",
    { class: "notice problem" },
    h("p", {}, `The writing ended early: ${failure?.detail ?? failure?.code.replaceAll("_", " ") ?? ""}`),
    h(
      "button",
      { type: "button", onclick: does(() => Effect.flatMap(loopi.runs.retry({ params: { id } }), begin)) },
      "Try again"
    )
  )
