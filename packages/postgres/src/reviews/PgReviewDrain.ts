/**
 * Moves reviews out of the `reviews` table, one writer at a time, and records in `review_archive` how far it came.
 */
import { type ArchivePoint, type DrainBatch, ReviewDrain } from "@loopi/core"
import { DateTime, Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { drainingOver, recordOver } from "./drainStatements.ts"
import { turnsOver } from "./turns.ts"
import { JournalKeeps } from "./JournalKeeps.ts"

export const layer: Layer.Layer<ReviewDrain, never, SqlClient.SqlClient> = Layer.effect(
  ReviewDrain,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { backlog, drop, held, mark, waiting } = drainingOver(sql)
    const { recorded, record } = recordOver(sql)
    const keeps = yield* JournalKeeps
    const inTurn = yield* turnsOver(sql)

    const begin = Effect.fnUntraced(function* (limit: number) {
      return { recorded: Option.getOrNull(yield* recorded(undefined)), reviews: limit > 0 ? yield* waiting(limit) : [] }
    })

    const end = Effect.fnUntraced(function* ({ reviews }: DrainBatch, point: ArchivePoint) {
      const at = yield* DateTime.now
      const userIds = reviews.map(({ userId }) => userId)
      const ids = reviews.map(({ id }) => id)
      if (reviews.length > 0) yield* mark({ userIds, ids, at })
      yield* record({ ...point, at })
    })

    return ReviewDrain.of({
      turn: (limit, keep) => inTurn({ begin: begin(limit), end }, keep).pipe(orUnavailable("ReviewDrain.turn")),
      drop: Effect.gen(function* () {
        const before = DateTime.subtractDuration(yield* DateTime.now, keeps)
        const { dropped } = yield* drop(before)
        return dropped
      }).pipe(asWorker(sql), orUnavailable("ReviewDrain.drop")),
      backlog: backlog(undefined).pipe(asWorker(sql), orUnavailable("ReviewDrain.backlog")),
      held: held(undefined).pipe(
        asWorker(sql),
        orUnavailable("ReviewDrain.held"),
        Effect.map(({ archived }) => archived)
      ),
      reset: Effect.andThen(
        sql`UPDATE reviews SET archived_at = NULL WHERE archived_at IS NOT NULL`,
        sql`DELETE FROM review_archive`
      ).pipe(asWorker(sql), orUnavailable("ReviewDrain.reset"), Effect.asVoid)
    })
  })
)
