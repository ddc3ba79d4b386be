/**
 * `node_id` has no foreign key on purpose: a tree is replaced as a whole, and a card outlives the node it was written
 * for. The unique key by goal is what schedules refer to, and the index for the pages of a goal's cards.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE flashcards (
      user_id UUID NOT NULL,
      id UUID NOT NULL,
      goal_id UUID NOT NULL,
      node_id UUID,
      kind TEXT NOT NULL,
      question TEXT NOT NULL,
      answer TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('draft', 'active')),
      source JSONB,
      authorship JSONB NOT NULL,
      created_at TIMESTAMPTZ NOT NULL,
      updated_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, id),
      UNIQUE (user_id, goal_id, id),
      FOREIGN KEY (user_id, goal_id) REFERENCES goals ON DELETE CASCADE
    )
  `
  yield* sql`CREATE INDEX flashcards_of_node ON flashcards (user_id, node_id, id) WHERE node_id IS NOT NULL`
})
