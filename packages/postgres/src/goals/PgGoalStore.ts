/**
 * Keeps goals in the `goals` table.
 */
import {
  Goal,
  GoalConflict,
  GoalId,
  GoalLimitReached,
  type GoalLimits,
  GoalNotFound,
  GoalStore,
  goalText,
  limitedKind,
  UserId
} from "@loopi/core"
import { type DateTime, Effect, Equal, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asLearner, asLearnerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { enqueueOver } from "../vectors/vectorWork.ts"

/** A goal as the table holds it. */
const GoalRow = Schema.Struct({
  ...Goal.fields,
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(Goal))

export const layer: Layer.Layer<GoalStore, never, SqlClient.SqlClient> = Layer.effect(
  GoalStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, list } = readingOver(sql)
    const { insert, update } = writingOver(sql)

    return GoalStore.of({
      insert: (goal, limits) =>
        insert(goal, limits).pipe(asLearner(sql, goal.userId), orUnavailable("GoalStore.insert")),
      get: (userId, id) =>
        find({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("GoalStore.get"),
          Effect.flatMap(Option.match({ onNone: () => GoalNotFound.make({ id }), onSome: Effect.succeed }))
        ),
      list: (userId) => list(userId).pipe(asLearnerOnce(sql, userId), orUnavailable("GoalStore.list")),
      update: (goal, limits, expected) =>
        update(goal, limits, expected).pipe(asLearner(sql, goal.userId), orUnavailable("GoalStore.update"))
    })
  })
)

/** Counts, decides and writes while nobody else can: a limit holds however many write at once. */
const writingOver = (sql: SqlClient.SqlClient) => {
  const { count, find } = readingOver(sql)
  const { insertRow, lock, updateRow } = rowsOver(sql)
  const enqueue = enqueueOver(sql)

  const keepWithin = Effect.fnUntraced(function* (goal: Goal, limits: GoalLimits) {
    const kind = limitedKind(goal)
    const { taken } = yield* count({ userId: goal.userId, archived: kind === "archived" })
    if (taken >= limits[kind]) return yield* GoalLimitReached.make({ kind, limit: limits[kind] })
  })

  const insert = Effect.fn("PgGoalStore.insert")(function* (goal: Goal, limits: GoalLimits) {
    yield* lock(goal.userId)
    yield* keepWithin(goal, limits)
    yield* insertRow(goal)
    yield* enqueue(goal.userId, "goal", [goal.id])
  })

  const update = Effect.fn("PgGoalStore.update")(function* (goal: Goal, limits: GoalLimits, expected: DateTime.Utc) {
    yield* lock(goal.userId)
    const kept = yield* find(goal)
    if (Option.isNone(kept)) return yield* GoalNotFound.make({ id: goal.id })
    if (!Equal.equals(kept.value.updatedAt, expected)) return yield* GoalConflict.make({ id: goal.id })
    if (limitedKind(kept.value) !== limitedKind(goal)) yield* keepWithin(goal, limits)
    yield* updateRow(goal)
    if (goalText(kept.value) !== goalText(goal)) yield* enqueue(goal.userId, "goal", [goal.id])
  })

  return { insert, update }
}

const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: GoalId }),
    Result: GoalRow,
    execute: ({ id, userId }) => sql`SELECT * FROM goals WHERE user_id = ${userId} AND id = ${id}`
  }),

  list: SqlSchema.findAll({
    Request: UserId,
    Result: GoalRow,
    execute: (userId) => sql`SELECT * FROM goals WHERE user_id = ${userId} ORDER BY created_at, id`
  }),

  count: SqlSchema.findOne({
    Request: Schema.Struct({ userId: UserId, archived: Schema.Boolean }),
    Result: Schema.Struct({ taken: Schema.Int }),
    execute: ({ archived, userId }) => sql`
      SELECT count(*)::int AS taken FROM goals
      WHERE user_id = ${userId} AND (status = 'archived') = ${archived}
    `
  })
})

const rowsOver = (sql: SqlClient.SqlClient) => ({
  /** Makes the learner's writers take turns. Not `FOR UPDATE`, which would hold up every new row that refers to them. */
  lock: SqlSchema.void({
    Request: UserId,
    execute: (userId) => sql`SELECT id FROM users WHERE id = ${userId} FOR NO KEY UPDATE`
  }),

  insertRow: SqlSchema.void({
    Request: GoalRow,
    execute: (row) => sql`INSERT INTO goals ${sql.insert(row)}`
  }),

  updateRow: SqlSchema.void({
    Request: GoalRow,
    execute: (row) => sql`
      UPDATE goals SET ${sql.update(row, ["userId", "id", "createdAt"])}
      WHERE user_id = ${row.userId} AND id = ${row.id}
    `
  })
})
