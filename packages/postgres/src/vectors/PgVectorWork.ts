/**
 * Keeps the work on vectors in the `vector_work` table, and lets one program at a time do it.
 */
import { type VectorTask, type VectorTaskFailure, VectorWork } from "@loopi/core"
import { Array, DateTime, Effect, Layer, Semaphore } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asWorker } from "../internal/asLearner.ts"
import { isEmbedded } from "../internal/isEmbedded.ts"
import { nudgesOf } from "../internal/nudges.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { outside } from "../internal/outside.ts"
import { dueOver, finishingOver, lookingOver } from "./vectorTasks.ts"
import { enqueueAllOver, enqueueOver } from "./vectorWork.ts"

export const layer: Layer.Layer<VectorWork, never, SqlClient.SqlClient> = Layer.effect(
  VectorWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const embedded = yield* isEmbedded(sql)
    const inTurn = embedded ? yield* inThisProcess : yield* amongPrograms(sql)
    const { summary, waiting, waitingFor } = lookingOver(sql)
    const due = dueOver(sql)
    const finish = finishOver(sql)
    const enqueue = enqueueOver(sql)
    const enqueueAll = enqueueAllOver(sql)

    return VectorWork.of({
      take: (taking, work) =>
        Effect.gen(function* () {
          const tasks = yield* asWorker(sql)(due(taking))
          if (tasks.length === 0) return 0
          const failures = yield* outside(sql, work(tasks))
          yield* asWorker(sql)(finish(tasks, failures))
          return tasks.length
        }).pipe(inTurn, orUnavailable("VectorWork.take")),
      still: (quiet) => outside(sql, quiet).pipe(inTurn, orUnavailable("VectorWork.still")),
      enqueue: (userId, kind, ids) =>
        enqueue(userId, kind, ids).pipe(asLearner(sql, userId), orUnavailable("VectorWork.enqueue")),
      enqueueAll: Effect.fnUntraced(function* (space) {
        const { added } = yield* enqueueAll({ space, at: yield* DateTime.now }).pipe(
          asWorker(sql),
          orUnavailable("VectorWork.enqueueAll")
        )
        return added
      }),
      waiting: (userId) => waiting(userId).pipe(asLearner(sql, userId), orUnavailable("VectorWork.waiting")),
      waitingFor: (space) =>
        waitingFor(space).pipe(
          asWorker(sql),
          orUnavailable("VectorWork.waitingFor"),
          Effect.map(({ waiting }) => waiting)
        ),
      summary: summary(undefined).pipe(asWorker(sql), orUnavailable("VectorWork.summary")),
      nudges: yield* nudgesOf(sql, embedded)
    })
  })
)

const finishOver = (sql: SqlClient.SqlClient) => {
  const { done, putOff } = finishingOver(sql)
  return Effect.fnUntraced(function* (tasks: ReadonlyArray<VectorTask>, failures: ReadonlyArray<VectorTaskFailure>) {
    const failed = new Set(failures.map(({ task }) => task.revision))
    const revisions = tasks.map(({ revision }) => revision).filter((revision) => !failed.has(revision))
    if (Array.isArrayNonEmpty(revisions)) yield* done(revisions)
    if (failures.length === 0) return
    yield* putOff({
      revisions: failures.map(({ task }) => task.revision),
      failures: failures.map(({ failure }) => failure),
      dueAts: failures.map(({ dueAt }) => dueAt)
    })
  })
}

/** Embedded there is one program, and a transaction that waits would hold up everything else. */
const inThisProcess = Effect.map(
  Semaphore.make(1),
  (turn) =>
    <A, E, R>(batch: Effect.Effect<A, E, R>) =>
      turn.withPermit(batch)
)

/**
 * The lock belongs to a transaction: it works through a pooler, and whoever dies lets go of it. The turn within this
 * program comes first, so that those who wait for it do not each hold a connection.
 */
const amongPrograms = (sql: SqlClient.SqlClient) =>
  Effect.map(
    Semaphore.make(1),
    (turn) =>
      <A, E, R>(batch: Effect.Effect<A, E, R>) =>
        turn.withPermit(asWorker(sql)(Effect.andThen(locked(sql), batch)))
  )

/** The batch may take longer than a transaction may be idle otherwise. */
const locked = (sql: SqlClient.SqlClient) => sql`
  SELECT set_config('idle_in_transaction_session_timeout', '120000', true),
    pg_advisory_xact_lock(hashtext('loopi.vector_work'))
`
