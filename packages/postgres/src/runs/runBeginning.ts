/**
 * Begins a run, within the transaction that is open: one for each request, and within the limits.
 */
import {
  currentTraceparent,
  type Goal,
  type GoalLimitReached,
  type GoalLimits,
  IdempotencyKey,
  IdempotencyKeyReused,
  type NewRun,
  RunId,
  RunKind,
  RunRecord,
  type StoreUnavailable,
  UserId
} from "@loopi/core"
import { DateTime, Effect, Option, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { RunRow } from "./runRows.ts"

type KeepGoal = (goal: Goal, limits: GoalLimits) => Effect.Effect<void, GoalLimitReached | StoreUnavailable>

export const beginningOver = (sql: SqlClient.SqlClient, keepGoal: KeepGoal) => {
  const { begun, find, insert, lock, ofKey } = statementsOver(sql)

  return Effect.fn("PgRunStore.begin")(function* ({ goal, key, limits, run }: NewRun) {
    const { createdAt, kind, userId } = run
    const request = RunRecord.requestOf(run, goal?.goal)
    yield* lock(userId)
    const known = key === null ? Option.none() : yield* ofKey({ userId, key })
    if (Option.isSome(known)) {
      const { id, request: before } = known.value
      return before === request ? yield* find({ userId, id }) : yield* IdempotencyKeyReused.make({ runId: id })
    }
    const since = DateTime.subtract(createdAt, { hours: 1 })
    const counted = yield* begun({ userId, kind, since, limit: Math.max(0, limits.perHour) })
    const refusal = RunRecord.overLimit(counted, limits, createdAt)
    if (refusal !== undefined) return yield* refusal
    if (goal !== undefined) yield* keepGoal(goal.goal, goal.limits)
    yield* insert({ run, key, request, causedBy: yield* currentTraceparent })
    return run
  })
}

const statementsOver = (sql: SqlClient.SqlClient) => ({
  /** Those who begin runs for a learner take turns: as goals are counted, so are runs. */
  lock: SqlSchema.void({
    Request: UserId,
    execute: (userId) => sql`SELECT id FROM users WHERE id = ${userId} FOR NO KEY UPDATE`
  }),

  begun: SqlSchema.findOne({
    Request: Schema.Struct({
      userId: UserId,
      kind: RunKind,
      since: Schema.DateTimeUtcFromDate,
      limit: Schema.Int
    }),
    Result: Schema.Struct({ unfinished: Schema.Int, lastHour: Schema.Array(Schema.DateTimeUtcFromDate) }),
    execute: ({ kind, limit, since, userId }) => sql`
      SELECT
        (
          SELECT count(*)::int FROM runs WHERE user_id = ${userId} AND status IN ('queued', 'running')
        ) AS unfinished,
        ARRAY(
          SELECT created_at FROM runs WHERE user_id = ${userId} AND kind = ${kind} AND created_at > ${since}
          ORDER BY created_at DESC LIMIT ${limit}
        ) AS last_hour
    `
  }),

  ofKey: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, key: IdempotencyKey }),
    Result: Schema.Struct({ id: RunId, request: Schema.String }),
    execute: ({ key, userId }) => sql`
      SELECT id, request FROM runs WHERE user_id = ${userId} AND idempotency_key = ${key}
    `
  }),

  find: SqlSchema.findOne({
    Request: Schema.Struct({ userId: UserId, id: RunId }),
    Result: RunRow,
    execute: ({ id, userId }) => sql`SELECT * FROM runs WHERE user_id = ${userId} AND id = ${id}`
  }),

  insert: SqlSchema.void({
    Request: Schema.Struct({
      run: RunRow,
      key: Schema.NullOr(IdempotencyKey),
      request: Schema.String,
      causedBy: Schema.NullOr(Schema.String)
    }),
    execute: ({ causedBy, key, request, run }) => sql`
      INSERT INTO runs ${sql.insert({ ...run, idempotencyKey: key, request, causedBy })}
    `
  })
})
