/**
 * Keeps what was answered to requests with an Idempotency-Key in the `idempotency_records` table.
 */
import { type AnswerKept, IdempotencyStore, RequestInProgress } from "@loopi/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { keepingOver } from "./idempotencyStatements.ts"
import { apartOver } from "./onceApart.ts"
import { joinedOver } from "./onceJoined.ts"
import { placedOf } from "./Placed.ts"

export const layer: Layer.Layer<IdempotencyStore, never, SqlClient.SqlClient> = Layer.effect(
  IdempotencyStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const joined = joinedOver(sql)
    const apart = yield* apartOver(sql)
    const { purge } = keepingOver(sql)
    const alone = oneAtATime()

    return IdempotencyStore.of({
      once: (request, at, work, transaction) => {
        const placed = placedOf(request)
        return alone(placed.digest, transaction === "joined" ? joined(placed, at, work) : apart(placed, at, work))
      },
      purge: (before) =>
        purge(before).pipe(
          asWorkerOnce(sql),
          orUnavailable("IdempotencyStore.purge"),
          Effect.map(({ removed }) => removed)
        )
    })
  })
)

/** Within this program nobody takes a connection to learn that somebody is at the same request. */
const oneAtATime = () => {
  const underWay = new Set<string>()
  const claim = (digest: string) =>
    Effect.suspend(() => {
      if (underWay.has(digest)) return RequestInProgress.make({})
      underWay.add(digest)
      return Effect.void
    })

  return <E, R>(digest: string, work: Effect.Effect<AnswerKept, E, R>) =>
    Effect.acquireUseRelease(
      claim(digest),
      () => work,
      () => Effect.sync(() => underWay.delete(digest))
    )
}
