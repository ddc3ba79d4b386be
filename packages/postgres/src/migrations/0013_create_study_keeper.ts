/**
 * Which of the two ways to keep schedules and reviews this database's learners are on, and what names the study where it
 * is kept outside. One row, and no learner's.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE study_keeper (
      id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
      keeper TEXT NOT NULL CHECK (keeper IN ('postgres', 'lancedb')),
      study UUID
    )
  `
  yield* sql`ALTER TABLE study_keeper ENABLE ROW LEVEL SECURITY`
  yield* sql`ALTER TABLE study_keeper FORCE ROW LEVEL SECURITY`
  yield* sql`CREATE POLICY of_worker ON study_keeper TO loopi_worker USING (true) WITH CHECK (true)`
  yield* sql`GRANT SELECT, INSERT, UPDATE ON study_keeper TO loopi_worker`
})
