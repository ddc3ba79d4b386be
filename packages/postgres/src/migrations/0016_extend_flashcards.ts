/**
 * Wrong answers to choose from, where a card comes from, why it was kept, and what it said before. A card refers to no
 * run: that may be gone, or not be restored with it.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    ALTER TABLE flashcards
      ADD COLUMN distractors JSONB NOT NULL DEFAULT '[]',
      ADD COLUMN run_id UUID,
      ADD COLUMN kept_because TEXT
  `
  yield* sql`
    CREATE TABLE flashcard_revisions (
      user_id UUID NOT NULL,
      card_id UUID NOT NULL,
      kind TEXT NOT NULL,
      question TEXT NOT NULL,
      answer TEXT NOT NULL,
      distractors JSONB NOT NULL,
      authorship JSONB NOT NULL,
      updated_at TIMESTAMPTZ NOT NULL,
      replaced_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, card_id, replaced_at),
      FOREIGN KEY (user_id, card_id) REFERENCES flashcards ON DELETE CASCADE
    )
  `
  yield* protect(sql, "flashcard_revisions", { learner: ["SELECT", "INSERT"] })
})
