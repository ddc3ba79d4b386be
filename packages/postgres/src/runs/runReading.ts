/**
 * The statements that read runs, their steps and their events.
 */
import { GoalId, RunId, RunStatus, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { EventRow, RunRow, StepRow } from "./runRows.ts"

export const RunKey = Schema.Struct({ userId: UserId, id: RunId })

const Page = Schema.Struct({
  userId: UserId,
  goalId: Schema.optionalKey(GoalId),
  status: Schema.optionalKey(RunStatus),
  after: Schema.optionalKey(RunId),
  limit: Schema.optionalKey(Schema.Int)
})

export const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: RunKey,
    Result: RunRow,
    execute: ({ id, userId }) => sql`SELECT * FROM runs WHERE user_id = ${userId} AND id = ${id}`
  }),

  causedBy: SqlSchema.findOneOption({
    Request: RunKey,
    Result: Schema.Struct({ causedBy: Schema.NullOr(Schema.String) }),
    execute: ({ id, userId }) => sql`SELECT caused_by FROM runs WHERE user_id = ${userId} AND id = ${id}`
  }),

  list: SqlSchema.findAll({
    Request: Page,
    Result: RunRow,
    execute: ({ after, goalId, limit = null, status, userId }) => {
      const wanted = [
        sql`user_id = ${userId}`,
        ...(goalId === undefined ? [] : [sql`goal_id = ${goalId}`]),
        ...(status === undefined ? [] : [sql`status = ${status}`]),
        ...(after === undefined ? [] : [sql`id < ${after}`])
      ]
      return sql`SELECT * FROM runs WHERE ${sql.and(wanted)} ORDER BY id DESC LIMIT ${limit}`
    }
  }),

  steps: SqlSchema.findAll({
    Request: RunKey,
    Result: StepRow,
    execute: ({ id, userId }) => sql`
      SELECT name, output::text AS output, at FROM run_steps
      WHERE user_id = ${userId} AND run_id = ${id} ORDER BY place
    `
  }),

  step: SqlSchema.findOneOption({
    Request: Schema.Struct({ ...RunKey.fields, name: Schema.String }),
    Result: StepRow,
    execute: ({ id, name, userId }) => sql`
      SELECT name, output::text AS output, at FROM run_steps
      WHERE user_id = ${userId} AND run_id = ${id} AND name = ${name}
    `
  }),

  events: SqlSchema.findAll({
    Request: Schema.Struct({ ...RunKey.fields, after: Schema.Int, limit: Schema.Int }),
    Result: EventRow,
    execute: ({ after, id, limit, userId }) => sql`
      SELECT seq, at, kind, detail::text AS detail FROM run_events
      WHERE user_id = ${userId} AND run_id = ${id} AND seq > ${after} ORDER BY seq LIMIT ${limit}
    `
  })
})
