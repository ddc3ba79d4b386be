/**
 * One row for each goal or flashcard whose vector is out of date. It refers to neither, as what is gone has work too.
 *
 * `revision` counts the changes of everybody: a row that is removed and comes back has another one. The trigger nudges
 * whoever listens, once a statement, when the transaction commits.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE vector_work (
      user_id UUID NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('goal', 'flashcard')),
      id UUID NOT NULL,
      revision BIGINT GENERATED ALWAYS AS IDENTITY,
      space TEXT,
      enqueued_at TIMESTAMPTZ NOT NULL,
      due_at TIMESTAMPTZ NOT NULL,
      attempts INT NOT NULL DEFAULT 0,
      last_failure TEXT,
      PRIMARY KEY (user_id, kind, id)
    )
  `
  yield* sql`CREATE UNIQUE INDEX vector_work_revision ON vector_work (revision)`
  yield* protect(sql, "vector_work")
  yield* sql`
    CREATE FUNCTION nudge_vector_work() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('loopi_vector_work', '');
      RETURN NULL;
    END $$
  `
  yield* sql`
    CREATE TRIGGER vector_work_nudge AFTER INSERT ON vector_work
    FOR EACH STATEMENT EXECUTE FUNCTION nudge_vector_work()
  `
})
