import { Array, Effect, Layer, Order } from "effect"
import {
  budgetDayOf,
  ModelCall,
  type ModelCallId,
  overCap,
  type Spent,
  type SpentOn
} from "../../domain/budget/TokenLedger.ts"
import { TokenLedger } from "../../ports/budget/TokenLedger.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** Keeps calls to models in a `Map`. */
export const layer: Layer.Layer<TokenLedger> = Layer.effect(
  TokenLedger,
  Effect.gen(function* () {
    const calls = new Map<ModelCallId, ModelCall>()
    yield* forgetsWithLearner("model_calls", calls, ({ userId }) => userId)
    const ofLearner = (userId: string) => [...calls.values()].filter((call) => call.userId === userId)
    const spentOn = (userId: string, day: number) => spentIn(day, ofLearner(userId).filter(isOf(day)))

    return TokenLedger.of({
      reserve: (call, caps) =>
        Effect.suspend(() => {
          if (calls.has(call.id)) return Effect.void
          const refusal = overCap(spentOn(call.userId, budgetDayOf(call.startedAt)), call, caps)
          return refusal ?? Effect.succeed(void calls.set(call.id, call))
        }),
      settle: (userId, id, { at, outcome, usage }) =>
        Effect.sync(() => {
          const call = calls.get(id)
          if (call?.userId !== userId || call.outcome !== "open") return
          calls.set(id, ModelCall.make({ ...call, outcome, usage, settledAt: at }))
        }),
      spent: (userId, day) => Effect.sync(() => spentOn(userId, day)),
      report: (userId, { from, to }) =>
        Effect.sync(() => {
          const within = ofLearner(userId).filter((call) => dayOf(call) >= from && dayOf(call) <= to)
          const groups = Array.groupBy(within, (call) => JSON.stringify([dayOf(call), call.purpose, call.model]))
          return Array.sort(Object.values(groups).map(spentOnSame), newestFirst)
        })
    })
  })
)

const dayOf = (call: ModelCall): number => budgetDayOf(call.startedAt)

const isOf = (day: number) => (call: ModelCall) => dayOf(call) === day

const spentIn = (day: number, calls: ReadonlyArray<ModelCall>): Spent => {
  const usages = calls.map(({ reserved, usage }) => usage ?? reserved)
  return {
    day,
    calls: calls.length,
    open: calls.filter(({ outcome }) => outcome === "open").length,
    inputTokens: usages.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0)
  }
}

const spentOnSame = (calls: Array.NonEmptyReadonlyArray<ModelCall>): SpentOn => {
  const { model, purpose } = calls[0]
  return { ...spentIn(dayOf(calls[0]), calls), purpose, model }
}

const newestFirst = Order.combineAll([
  Order.flip(Order.mapInput(Order.Number, ({ day }: SpentOn) => day)),
  Order.mapInput(Order.String, ({ purpose }: SpentOn) => purpose),
  Order.mapInput(Order.String, ({ model }: SpentOn) => model)
])
