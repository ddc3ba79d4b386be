/**
 * What is done about the runs of anybody: finding those that nobody seems to be at, and forgetting what is long over.
 */
import { Effect, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { asWorker } from "../internal/asLearner.ts"
import { RunRow } from "./runRows.ts"

/** Runs that are forgotten in one transaction, so that none takes long. */
const batchSize = 1_000

export const choresOver = (sql: SqlClient.SqlClient) => {
  const forgetSome = forgettingOver(sql)

  const forget = Effect.fnUntraced(function* (before: Parameters<typeof forgetSome>[0]) {
    let forgotten = 0
    for (let last = batchSize; last === batchSize; forgotten += last) {
      last = (yield* asWorker(sql)(forgetSome(before))).runs
    }
    return forgotten
  })

  const unfinished = SqlSchema.findAll({
    Request: Schema.Struct({ before: Schema.DateTimeUtcFromDate, limit: Schema.Int }),
    Result: RunRow,
    execute: ({ before, limit }) => sql`
      SELECT * FROM runs WHERE status IN ('queued', 'running') AND updated_at < ${before}
      ORDER BY updated_at, id LIMIT ${limit}
    `
  })

  return { forget, unfinished }
}

const forgettingOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findOne({
    Request: Schema.DateTimeUtcFromDate,
    Result: Schema.Struct({ runs: Schema.Int }),
    execute: (before) => sql`
      WITH over AS (
        UPDATE runs SET forgotten = true WHERE (user_id, id) IN (
          SELECT user_id, id FROM runs
          WHERE NOT forgotten AND NOT (status IN ('queued', 'running')) AND updated_at < ${before}
          ORDER BY updated_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
        ) RETURNING user_id, id
      ), steps AS (
        DELETE FROM run_steps USING over WHERE run_steps.user_id = over.user_id AND run_id = over.id
      ), events AS (
        DELETE FROM run_events USING over WHERE run_events.user_id = over.user_id AND run_id = over.id
      )
      SELECT count(*)::int AS runs FROM over
    `
  })
