/**
 * Every key begins with the learner, here and in each table below: foreign keys are checked without regard to row
 * security, so a key without the learner in it could point into somebody else's rows.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE goals (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      id UUID NOT NULL,
      title TEXT NOT NULL,
      description TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'archived')),
      created_at TIMESTAMPTZ NOT NULL,
      updated_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, id)
    )
  `
})
