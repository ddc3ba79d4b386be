/**
 * Makes a table one that only `asWorker` can use: what it keeps is no learner's, or has to be found before one is known.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

export const onlyForWorkers = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, table: string) {
  const name = sql(`loopi.${table}`)
  yield* sql`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`
  yield* sql`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`
  yield* sql`CREATE POLICY of_worker ON ${name} TO loopi_worker USING (true) WITH CHECK (true)`
  yield* sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO loopi_worker`
})
