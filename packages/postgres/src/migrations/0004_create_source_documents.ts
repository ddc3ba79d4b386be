import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE source_documents (
      user_id UUID NOT NULL,
      id UUID NOT NULL,
      goal_id UUID NOT NULL,
      name TEXT NOT NULL,
      text TEXT NOT NULL,
      created_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, id),
      FOREIGN KEY (user_id, goal_id) REFERENCES goals ON DELETE CASCADE
    )
  `
  yield* sql`CREATE INDEX source_documents_of_goal ON source_documents (user_id, goal_id, created_at, id)`
})
