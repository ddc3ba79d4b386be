/**
 * The statements that change a run and tell what happens in it. Whoever changes one holds its row, so that events are
 * numbered without gaps; those who listen are told when it is committed.
 */
import { RunStatus, RunStep } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema, type Statement } from "effect/sql"
import { RunKey } from "./runReading.ts"
import { FailureColumn, NewEvents, RunRow } from "./runRows.ts"

/** What PostgreSQL is told, for other programs: see `runNudges`. */
export const runChannel = "loopi_runs"

const Happening = {
  ...RunKey.fields,
  events: NewEvents,
  at: Schema.DateTimeUtcFromDate,
  /** Says whose nudge it is. */
  nudge: Schema.String
}
type Happening = Schema.Struct<typeof Happening>["Encoded"]

const Moving = Schema.Struct({
  ...Happening,
  from: Schema.Array(RunStatus),
  to: RunStatus,
  failure: FailureColumn
})

export const writingOver = (sql: SqlClient.SqlClient) => ({
  /** Makes the runs of a goal take turns: nobody starts one while another is about to. */
  lockGoal: SqlSchema.void({
    Request: RunKey,
    execute: ({ id, userId }) => sql`
      SELECT id FROM goals WHERE user_id = ${userId}
        AND id = (SELECT goal_id FROM runs WHERE user_id = ${userId} AND id = ${id}) FOR NO KEY UPDATE
    `
  }),

  move: SqlSchema.findOneOption({
    Request: Moving,
    Result: RunRow,
    execute: ({ failure, from, to, ...happening }) => {
      const { at, id, userId } = happening
      return telling(
        sql,
        happening,
        sql`
          UPDATE runs SET status = ${to}, failure = ${failure}, updated_at = ${at},
            attempt = attempt + (${to} = 'queued')::int, last_seq = last_seq + ${countOf(sql, happening)}
          WHERE user_id = ${userId} AND id = ${id} AND status = ANY(${from}::text[])
            AND NOT (${to} = 'queued' AND forgotten) AND NOT (${to} = 'running' AND EXISTS (
              SELECT FROM runs AS other
              WHERE other.user_id = ${userId} AND other.goal_id = runs.goal_id AND other.id <> ${id}
                AND other.status = 'running'
            ))
          RETURNING *
        `
      )
    }
  }),

  tell: SqlSchema.void({
    Request: Schema.Struct(Happening),
    execute: (happening) => {
      const { at, id, userId } = happening
      return telling(
        sql,
        happening,
        sql`
          UPDATE runs SET updated_at = ${at}, last_seq = last_seq + ${countOf(sql, happening)}
          WHERE user_id = ${userId} AND id = ${id} AND status IN ('queued', 'running')
          RETURNING *
        `
      )
    }
  }),

  /** The run's row stays with this transaction until it ends. */
  hold: SqlSchema.findOneOption({
    Request: RunKey,
    Result: Schema.Struct({ status: RunStatus }),
    execute: ({ id, userId }) => sql`
      SELECT status FROM runs WHERE user_id = ${userId} AND id = ${id} FOR NO KEY UPDATE
    `
  }),

  insertStep: SqlSchema.void({
    Request: Schema.Struct({
      ...RunKey.fields,
      name: RunStep.fields.name,
      output: Schema.fromJsonString(Schema.Json),
      at: Schema.DateTimeUtcFromDate
    }),
    execute: ({ at, id, name, output, userId }) => sql`
      INSERT INTO run_steps (user_id, run_id, name, output, at)
      VALUES (${userId}, ${id}, ${name}, ${output}::jsonb, ${at})
    `
  })
})

/** Runs a change of a run, and with it numbers and keeps the events. */
const telling = (
  sql: SqlClient.SqlClient,
  { at, events, id, nudge, userId }: Happening,
  change: Statement.Fragment
): Statement.Statement<object> => sql`
  WITH changed AS (${change}), told AS (
    INSERT INTO run_events (user_id, run_id, seq, at, kind, detail)
    SELECT ${userId}, ${id}, changed.last_seq - jsonb_array_length(${events}::jsonb) + place, ${at},
      event ->> 'kind', event -> 'detail'
    FROM changed CROSS JOIN jsonb_array_elements(${events}::jsonb) WITH ORDINALITY AS happened (event, place)
    RETURNING 1
  ), nudged AS (SELECT pg_notify(${runChannel}, ${nudge}) WHERE EXISTS (SELECT FROM told))
  SELECT changed.* FROM changed LEFT JOIN nudged ON true
`

const countOf = (sql: SqlClient.SqlClient, { events }: Happening): Statement.Fragment =>
  sql`jsonb_array_length(${events}::jsonb)`
