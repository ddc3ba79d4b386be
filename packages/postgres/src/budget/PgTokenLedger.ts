/**
 * Keeps calls to models in the `model_calls` table, and what each day took in `budget_days`.
 */
import {
  type BudgetCaps,
  type BudgetExceeded,
  budgetDayOf,
  type ModelCall,
  overCap,
  type StoreUnavailable,
  TokenLedger,
  type UserId
} from "@loopi/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asLearnerOnce } from "../internal/asLearner.ts"
import { isTwice } from "../internal/isTwice.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { reservingOver, settlingOver, spendingOver } from "./ledgerStatements.ts"

export const layer: Layer.Layer<TokenLedger, never, SqlClient.SqlClient> = Layer.effect(
  TokenLedger,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { report, spent } = spendingOver(sql)
    const tryReserving = reservingOver(sql)
    const settle = settlingOver(sql)

    const spentOn = (userId: UserId, day: number) =>
      spent({ userId, day }).pipe(
        asLearnerOnce(sql, userId),
        orUnavailable("TokenLedger.spent"),
        Effect.map(Option.getOrElse(() => ({ day, calls: 0, open: 0, inputTokens: 0, outputTokens: 0 })))
      )

    const reserve = (call: ModelCall, caps: BudgetCaps): Effect.Effect<void, BudgetExceeded | StoreUnavailable> =>
      Effect.gen(function* () {
        const day = budgetDayOf(call.startedAt)
        const { reserved } = yield* tryReserving({ ...call, ...caps, day }).pipe(
          asLearnerOnce(sql, call.userId),
          // Somebody is writing the same call: once theirs is committed it is found.
          Effect.retry({ times: 3, while: isTwice }),
          orUnavailable("TokenLedger.reserve")
        )
        if (reserved) return
        const refusal = overCap(yield* spentOn(call.userId, day), call, caps)
        // Where a call was settled in between, there is room again.
        return yield* refusal ?? reserve(call, caps)
      })

    return TokenLedger.of({
      reserve,
      settle: (userId, id, { at, outcome, usage }) =>
        settle({ userId, id, at, outcome, ...usage }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("TokenLedger.settle")
        ),
      spent: spentOn,
      report: (userId, days) =>
        report({ userId, ...days }).pipe(asLearnerOnce(sql, userId), orUnavailable("TokenLedger.report"))
    })
  })
)
