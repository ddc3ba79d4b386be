/**
 * The history refers to the learner and to nothing else: removing a card, a tree or a goal never removes a review.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE reviews (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      card_id UUID NOT NULL,
      id UUID NOT NULL,
      reviewed_at TIMESTAMPTZ NOT NULL,
      desired_retention FLOAT8 NOT NULL,
      predicted FLOAT8,
      version INTEGER NOT NULL CHECK (version >= 1),
      study_day INTEGER NOT NULL,
      elapsed_days INTEGER NOT NULL,
      duration_ms INTEGER CHECK (duration_ms >= 0),
      scheduler INTEGER NOT NULL,
      rating SMALLINT CHECK (rating BETWEEN 1 AND 4),
      phase TEXT NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
      CONSTRAINT reviews_by_card PRIMARY KEY (user_id, card_id, version),
      CONSTRAINT reviews_by_id UNIQUE (user_id, id)
    )
  `
  yield* sql`CREATE INDEX reviews_by_day ON reviews (user_id, study_day)`
  yield* sql`CREATE INDEX reviews_taken_back ON reviews (user_id, card_id) WHERE rating IS NULL`
})
