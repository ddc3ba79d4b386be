/**
 * Studying: a card, its answer, how well it was known, and the next one.
 */
import { GoalId } from "@loopi/core"
import { Effect, Schema } from "effect"
import { h, shortcuts } from "../dom.ts"
import { makeDesk } from "./desk.ts"

export const study = Effect.fnUntraced(function* (asked: string | undefined) {
  const goalId = asked === undefined ? undefined : yield* Schema.decodeEffect(GoalId)(asked)
  const view = h("div", { class: "study" })
  yield* shortcuts(view)
  yield* makeDesk(view, goalId)
  return view
})
