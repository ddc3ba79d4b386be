/**
 * Does the work of a request outside of any transaction, as it may take minutes: a lease keeps others out, and is
 * renewed for as long as the work goes on.
 */
import { type AnswerKept, IdempotencyKeyReused, Ids, RequestInProgress } from "@loopi/core"
import { DateTime, Effect, Option } from "effect"
import type { SqlClient } from "effect/sql"
import { asLearnerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { leasingOver } from "./idempotencyStatements.ts"
import type { Placed } from "./Placed.ts"

const leaseMinutes = 2
const renewEvery = "30 seconds"

export const apartOver = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const ids = yield* Ids
  const { answer, letGo, renew } = leasingOver(sql)
  const begin = beginningOver(sql)
  const until = Effect.map(DateTime.now, DateTime.add({ minutes: leaseMinutes }))

  return <E, R>(placed: Placed, keptAt: DateTime.Utc, work: Effect.Effect<AnswerKept, E, R>) =>
    Effect.gen(function* () {
      const held = { userId: placed.userId, digest: placed.digest, holder: yield* ids.next }
      const once = asLearnerOnce(sql, placed.userId)
      const renewed = Effect.flatMap(until, (leasedUntil) => once(renew({ ...held, leasedUntil })))
      // One that fails is made up for by the next.
      const renewing = Effect.forever(Effect.andThen(Effect.sleep(renewEvery), Effect.ignoreCause(renewed)))
      const abandoned = Effect.ignoreCause(once(letGo(held)))

      const known = yield* begin(placed, { ...held, keptAt })
      if (known !== undefined) return known
      return yield* Effect.raceFirst(work, renewing).pipe(
        Effect.tap((answered) => answer({ ...held, ...answered }).pipe(once, orUnavailable("IdempotencyStore.once"))),
        Effect.onError(() => abandoned)
      )
    })
})

/** What was answered before, or nothing where the lease is ours. */
const beginningOver = (sql: SqlClient.SqlClient) => {
  const { claim, holding } = leasingOver(sql)

  return Effect.fnUntraced(function* (
    placed: Placed,
    lease: { readonly holder: string; readonly keptAt: DateTime.Utc }
  ) {
    const now = yield* DateTime.now
    const once = asLearnerOnce(sql, placed.userId)
    const leasedUntil = DateTime.add(now, { minutes: leaseMinutes })
    const { claimed } = yield* claim({ ...placed, ...lease, now, leasedUntil }).pipe(
      once,
      orUnavailable("IdempotencyStore.once")
    )
    if (claimed) return undefined
    const found = Option.getOrUndefined(yield* holding(placed).pipe(once, orUnavailable("IdempotencyStore.once")))
    if (found !== undefined && found.fingerprint !== placed.fingerprint) return yield* IdempotencyKeyReused.make({})
    const { contentType = null, sealedBody = null, status = null } = found ?? {}
    return status === null || sealedBody === null
      ? yield* RequestInProgress.make({})
      : { status, contentType, sealedBody }
  })
}
