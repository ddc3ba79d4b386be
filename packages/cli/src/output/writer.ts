/**
 * Who writes for the learner, and what that took.
 */
import { Budget, Keys, type Spent } from "@loopi/core"
import { Effect } from "effect"
import { AnthropicSettings } from "loopi"
import { count, dim } from "../render/text.ts"
import { learner } from "../session.ts"

/** The model that is asked, with the learner's own key or the server's; `undefined` where all comes from the notes. */
export const writer = Effect.gen(function* () {
  const settings = yield* AnthropicSettings.config
  const keys = yield* (yield* Keys).list(learner)
  const isAsked = AnthropicSettings.servesEverybody(settings) || keys.some(({ provider }) => provider === "anthropic")
  return isAsked ? settings.model : undefined
})

export const announcementOf = (model: string | undefined): string =>
  model === undefined ? "from the notes alone" : `${model} writes`

/** Does the work, and says in a line what models were paid for meanwhile. */
export const withCost = Effect.fnUntraced(function* <A, E, R>(model: string | undefined, work: Effect.Effect<A, E, R>) {
  const budget = yield* Budget
  const before = yield* budget.today(learner)
  const result = yield* work
  const after = yield* budget.today(learner)
  return { result, cost: dim(model === undefined ? announcementOf(model) : costLine(model, before, after)) }
})

const costLine = (model: string, before: Spent, after: Spent): string => {
  const more = (of: (spent: Spent) => number) => of(after) - (before.day === after.day ? of(before) : 0)
  const calls = count(
    more((it) => it.calls),
    "call"
  )
  const read = more((it) => it.inputTokens).toLocaleString("en")
  const written = more((it) => it.outputTokens).toLocaleString("en")
  return `${announcementOf(model)}: ${calls}, ${read} tokens read and ${written} written (loopi budget)`
}
