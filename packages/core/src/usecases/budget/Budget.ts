/**
 * Keeps learners within what they may have models do, and says what was spent on what.
 */
import { Context, DateTime, Effect, Layer, Schedule } from "effect"
import {
  budgetDayOf,
  ModelCall,
  ModelCallId,
  type Spent,
  type SpentOn,
  type TokenUsage
} from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { Ids } from "../../ports/Ids.ts"
import { ModelBudget, type PlannedCall } from "../../ports/budget/ModelBudget.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { TokenLedger } from "../../ports/budget/TokenLedger.ts"
import { callAttributes, tokensUsed, usageAttributes } from "../study/metrics.ts"

export class Budget extends Context.Service<
  Budget,
  {
    /** What was spent on the present budget day, which is one in UTC. Open calls count with what is reserved for them. */
    readonly today: (userId: UserId) => Effect.Effect<Spent, StoreUnavailable>
    /** By day, purpose and model, newest day first: of the last `days` days, the present one included. */
    readonly report: (userId: UserId, days: number) => Effect.Effect<ReadonlyArray<SpentOn>, StoreUnavailable>
  }
>()("@loopi/core/usecases/budget/Budget") {
  static readonly layer: Layer.Layer<Budget, never, TokenLedger> = Layer.effect(
    Budget,
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const day = Effect.map(DateTime.now, budgetDayOf)

      return Budget.of({
        today: Effect.fn("Budget.today")(function* (userId) {
          return yield* ledger.spent(userId, yield* day)
        }),
        report: Effect.fn("Budget.report")(function* (userId, days) {
          const to = yield* day
          return yield* ledger.report(userId, { from: to - Math.max(1, days) + 1, to })
        })
      })
    })
  )

  /** What adapters of authors make their calls through. */
  static readonly layerModels: Layer.Layer<ModelBudget, never, TokenLedger> = Layer.effect(
    ModelBudget,
    Effect.gen(function* () {
      const ledger = yield* TokenLedger
      const ids = yield* Ids
      const caps = yield* CurrentPolicy

      const reserve = Effect.fnUntraced(function* ({ most, ...planned }: PlannedCall) {
        const [id, startedAt] = [ModelCallId.make(yield* ids.next), yield* DateTime.now]
        const state = { reserved: most, usage: null, outcome: "open", startedAt, settledAt: null } as const
        const call = ModelCall.make({ ...planned, id, ...state })
        yield* ledger.reserve(call, caps)
        return call
      })

      /** Never fails: what the call was made for is not lost by it. Unsettled, it counts with all that is reserved. */
      const settle = Effect.fnUntraced(function* (call: ModelCall, outcome: "succeeded" | "failed", usage: TokenUsage) {
        const at = yield* DateTime.now
        yield* tokensUsed(call.model, usage)
        yield* Effect.annotateCurrentSpan(usageAttributes(usage))
        yield* ledger.settle(call.userId, call.id, { outcome, usage, at }).pipe(
          Effect.retry(soon),
          Effect.catch((error) => Effect.logWarning(`Call ${call.id} to a model stays open.`, error))
        )
      })

      return ModelBudget.of({
        metered: (planned, make) =>
          Effect.suspend(() => {
            let told: TokenUsage = { inputTokens: 0, outputTokens: 0 }
            const tell = (usage: TokenUsage) => Effect.sync(() => void (told = usage))
            return Effect.acquireUseRelease(
              reserve(planned),
              () => make(tell),
              (call, exit) => settle(call, exit._tag === "Success" ? "succeeded" : "failed", told)
            ).pipe(
              Effect.withSpan(`chat ${planned.model}`, { kind: "client", attributes: callAttributes(planned.model) })
            )
          })
      })
    })
  )
}

/** For about two seconds: whoever waits for the answer waits as long. */
const soon = Schedule.exponential("100 millis").pipe(Schedule.upTo({ times: 4 }))
