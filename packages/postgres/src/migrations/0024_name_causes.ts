/**
 * Work that is done later keeps the trace of whoever caused it, after W3C Trace Context.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`ALTER TABLE vector_work ADD COLUMN caused_by TEXT CHECK (length(caused_by) = 55)`
  yield* sql`ALTER TABLE runs ADD COLUMN caused_by TEXT CHECK (length(caused_by) = 55)`
})
