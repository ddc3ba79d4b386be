/**
 * The trees before a goal's present one, each in a row of its own, and the cards that lost their skill to a version.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE former_skill_trees (
      user_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      created_at TIMESTAMPTZ NOT NULL,
      nodes JSONB NOT NULL,
      prerequisites JSONB NOT NULL,
      PRIMARY KEY (user_id, goal_id, version),
      FOREIGN KEY (user_id, goal_id) REFERENCES skill_trees ON DELETE CASCADE
    )
  `
  yield* sql`
    CREATE TABLE unlinked_cards (
      user_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      version INTEGER NOT NULL,
      card_id UUID NOT NULL,
      node_id UUID NOT NULL,
      PRIMARY KEY (user_id, goal_id, version, card_id),
      FOREIGN KEY (user_id, goal_id) REFERENCES skill_trees ON DELETE CASCADE,
      FOREIGN KEY (user_id, goal_id, card_id) REFERENCES flashcards (user_id, goal_id, id) ON DELETE CASCADE
    )
  `
  // For the check of the foreign key when a card is removed.
  yield* sql`CREATE INDEX unlinked_cards_by_card ON unlinked_cards (user_id, goal_id, card_id)`
  yield* Effect.forEach(["former_skill_trees", "unlinked_cards"], (table) => protect(sql, table), { discard: true })
})
