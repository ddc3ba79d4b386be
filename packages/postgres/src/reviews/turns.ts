/**
 * One writer of the archive at a time, among all programs on the database.
 */
import type { ArchivePoint, DrainBatch, DrainTurn } from "@loopi/core"
import { Effect, Option, Semaphore } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { asWorker } from "../internal/asLearner.ts"
import { isEmbedded } from "../internal/isEmbedded.ts"
import { outside } from "../internal/outside.ts"

/** What a turn does in Postgres, before and after the archive is written to. */
interface TurnSteps<E> {
  readonly begin: Effect.Effect<DrainBatch, E>
  readonly end: (batch: DrainBatch, point: ArchivePoint) => Effect.Effect<void, E>
}

/** Lets one through, and turns everybody else away meanwhile. */
type InTurn = <E, E2>(
  steps: TurnSteps<E>,
  keep: (batch: DrainBatch) => Effect.Effect<ArchivePoint, E2>
) => Effect.Effect<Option.Option<DrainTurn>, E | E2 | SqlError.SqlError>

export const turnsOver = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  return (yield* isEmbedded(sql)) ? yield* withinProgram(sql) : amongPrograms(sql)
})

/** There is one program and one session: an open transaction would hold up everybody while the archive is written. */
const withinProgram = (sql: SqlClient.SqlClient): Effect.Effect<InTurn> =>
  Effect.map(
    Semaphore.make(1),
    (turn): InTurn =>
      ({ begin, end }, keep) =>
        Effect.gen(function* () {
          const batch = yield* asWorker(sql)(begin)
          const point = yield* keep(batch)
          yield* asWorker(sql)(end(batch, point))
          return { point, archived: batch.reviews.length }
        }).pipe((taken) => turn.withPermitsIfAvailable(1)(taken))
  )

/**
 * The turn is a lock of the transaction that marks and records: who loses the connection has lost the turn, and can
 * record nothing any more.
 */
const amongPrograms =
  (sql: SqlClient.SqlClient): InTurn =>
  ({ begin, end }, keep) =>
    Effect.gen(function* () {
      const [got] = yield* locking(sql)
      if (got?.locked !== true) return Option.none()
      const batch = yield* begin
      const point = yield* outside(sql, keep(batch))
      yield* end(batch, point)
      return Option.some({ point, archived: batch.reviews.length })
    }).pipe(asWorker(sql))

/** Rewriting an archive of millions takes longer than a transaction may be idle otherwise. */
const locking = (sql: SqlClient.SqlClient) => sql<{ readonly locked: boolean }>`
  SELECT set_config('idle_in_transaction_session_timeout', '600000', true),
    pg_try_advisory_xact_lock(hashtext('loopi.review_archive')) AS locked
`
