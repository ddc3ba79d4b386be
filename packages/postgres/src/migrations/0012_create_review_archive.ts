/**
 * How far the archive of reviews has come, recorded in the transaction that marks what it holds. One row, and no
 * learner's.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE review_archive (
      id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
      version BIGINT NOT NULL,
      reviews BIGINT NOT NULL,
      recorded_at TIMESTAMPTZ NOT NULL
    )
  `
  yield* sql`ALTER TABLE review_archive ENABLE ROW LEVEL SECURITY`
  yield* sql`ALTER TABLE review_archive FORCE ROW LEVEL SECURITY`
  yield* sql`CREATE POLICY of_worker ON review_archive TO loopi_worker USING (true) WITH CHECK (true)`
  yield* sql`GRANT SELECT, INSERT, UPDATE, DELETE ON review_archive TO loopi_worker`
})
