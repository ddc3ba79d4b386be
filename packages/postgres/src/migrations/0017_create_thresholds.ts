/**
 * From which similarity on texts of a space count as the same, where somebody measured it. No learner's: everybody
 * reads, and the chore that measures writes.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE thresholds (
      space TEXT PRIMARY KEY,
      goal FLOAT8 NOT NULL,
      question FLOAT8 NOT NULL,
      calibrated_at TIMESTAMPTZ NOT NULL
    )
  `
  yield* sql`ALTER TABLE thresholds ENABLE ROW LEVEL SECURITY`
  yield* sql`ALTER TABLE thresholds FORCE ROW LEVEL SECURITY`
  yield* sql`CREATE POLICY of_worker ON thresholds TO loopi_worker USING (true) WITH CHECK (true)`
  yield* sql`GRANT SELECT, INSERT, UPDATE ON thresholds TO loopi_worker`
})
