/**
 * Keeps the memory state of each card in the `schedules` table, and writes the `reviews` it comes from.
 */
import { type Review, type Schedule, ScheduleConflict, ScheduleNotFound, Schedules } from "@loopi/core"
import { Array, Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asLearnerOf, asLearnerOnce } from "../internal/asLearner.ts"
import { inBatches } from "../internal/inBatches.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { dueOver, waitingOver } from "./queues.ts"
import { readingOver, recordOver, writingOver } from "./scheduleStatements.ts"

export const layer: Layer.Layer<Schedules, never, SqlClient.SqlClient> = Layer.effect(
  Schedules,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, ofGoals } = readingOver(sql)
    const { remove, start, stillThere } = writingOver(sql)
    const record = recordingOver(sql)
    const due = dueOver(sql)
    const { nextStepAt, unseen } = waitingOver(sql)

    const startThose = Effect.fnUntraced(function* (batch: Array.NonEmptyReadonlyArray<Schedule>) {
      const there = new Set((yield* stillThere(batch)).map(({ id }) => id))
      const kept = batch.filter(({ cardId }) => there.has(cardId))
      if (Array.isArrayNonEmpty(kept)) yield* start(kept)
    })

    return Schedules.of({
      start: (schedules) =>
        asLearnerOf(sql, schedules, inBatches(schedules, startThose)).pipe(orUnavailable("Schedules.start")),
      get: (userId, cardId) =>
        find({ userId, cardId }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("Schedules.get"),
          Effect.flatMap(Option.match({ onNone: () => ScheduleNotFound.make({ cardId }), onSome: Effect.succeed }))
        ),
      ofGoals: (userId, goalIds) =>
        ofGoals({ userId, goalIds }).pipe(asLearnerOnce(sql, userId), orUnavailable("Schedules.ofGoals")),
      due: (userId, query) =>
        due({ userId, ...query }).pipe(asLearnerOnce(sql, userId), orUnavailable("Schedules.due")),
      unseen: (userId, query) =>
        unseen({ userId, ...query }).pipe(asLearnerOnce(sql, userId), orUnavailable("Schedules.unseen")),
      nextStepAt: (userId, goalIds) =>
        nextStepAt({ userId, goalIds }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("Schedules.nextStepAt"),
          Effect.map(({ at }) => at)
        ),
      record: (schedule, review) =>
        record(schedule, review).pipe(asLearnerOnce(sql, schedule.userId), orUnavailable("Schedules.record")),
      remove: (userId, cardIds) =>
        remove({ userId, cardIds }).pipe(asLearnerOnce(sql, userId), orUnavailable("Schedules.remove"))
    })
  })
)

const recordingOver = (sql: SqlClient.SqlClient) => {
  const record = recordOver(sql)

  return Effect.fn("PgSchedules.record")(function* (schedule: Schedule, review: Review) {
    const { kept, saved } = yield* record({ schedule, review })
    const { cardId, version } = schedule
    if (!kept) return yield* ScheduleNotFound.make({ cardId })
    if (!saved) return yield* ScheduleConflict.make({ cardId, version: version - 1 })
  })
}
