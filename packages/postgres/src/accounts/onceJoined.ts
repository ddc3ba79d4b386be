/**
 * Does the work of a request in one transaction with its record: both are there or neither.
 */
import { Afterwards, type AnswerKept, IdempotencyKeyReused, RequestInProgress } from "@loopi/core"
import { type DateTime, Effect, Exit, Option, Schema } from "effect"
import type { SqlClient } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { asLearner } from "../internal/asLearner.ts"
import { isTwice } from "../internal/isTwice.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { keepingOver } from "./idempotencyStatements.ts"
import type { Placed } from "./Placed.ts"

/** Rolls back what the work has kept so far. Why it failed is told afterwards. */
class GivenUp extends Schema.TaggedError<GivenUp>()("GivenUp", {}) {}

export const joinedOver = (sql: SqlClient.SqlClient) => {
  const begin = beginningOver(sql)
  const { keep } = keepingOver(sql)

  return <E, R>(placed: Placed, keptAt: DateTime.Utc, work: Effect.Effect<AnswerKept, E, R>) =>
    Effect.gen(function* () {
      const afterwards: Array<Effect.Effect<void>> = []
      let failed: Exit.Exit<AnswerKept, E> | undefined
      const inOwn = Option.isNone(yield* Effect.serviceOption(sql.transactionService))
      const later = Effect.provideService(work, Afterwards, (next) => Effect.sync(() => void afterwards.push(next)))

      const once = Effect.gen(function* () {
        failed = undefined
        afterwards.length = 0
        const known = yield* begin(placed)
        if (known !== undefined) return known
        const exit = yield* Effect.exit(later)
        if (Exit.isFailure(exit)) {
          failed = exit
          return yield* GivenUp.make({})
        }
        // Leaves together with the COMMIT.
        yield* Effect.provideService(keep({ ...placed, ...exit.value, keptAt }), Sending, inOwn ? "last" : "now")
        return exit.value
      })

      const answer = yield* once.pipe(
        asLearner(sql, placed.userId),
        // Somebody else has answered between our look and our word: that is found now.
        Effect.retry({ times: 1, while: isTwice }),
        orUnavailable("IdempotencyStore.once"),
        Effect.catchTag("GivenUp", (givenUp) => failed ?? Effect.die(givenUp))
      )
      yield* Effect.forEach(afterwards, (next) => next, { discard: true })
      return answer
    })
}

/** What was answered before, or nothing where it is ours to do. */
const beginningOver = (sql: SqlClient.SqlClient) => {
  const { find, lock } = keepingOver(sql)

  return Effect.fnUntraced(function* (placed: Placed) {
    // Two statements that leave together: what the second one sees is newer than the lock.
    const [{ free }, known] = yield* Effect.all([lock(placed), find(placed)], { concurrency: "unbounded" })
    if (Option.isSome(known)) {
      const { fingerprint, ...answer } = known.value
      return fingerprint === placed.fingerprint ? answer : yield* IdempotencyKeyReused.make({})
    }
    return free ? undefined : yield* RequestInProgress.make({})
  })
}
