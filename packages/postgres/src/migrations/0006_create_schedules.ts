/**
 * A schedule is in one of three queues, each with an index in the order it is asked in: cards never seen, cards within
 * their steps (due at an instant), and all others (due on a day).
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE schedules (
      user_id UUID NOT NULL,
      card_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      stability FLOAT8 NOT NULL,
      difficulty FLOAT8 NOT NULL,
      last_reviewed_at TIMESTAMPTZ,
      due_at TIMESTAMPTZ,
      version INTEGER NOT NULL CHECK (version >= 0),
      due_day INTEGER NOT NULL,
      last_study_day INTEGER,
      step INTEGER NOT NULL CHECK (step >= 0),
      reps INTEGER NOT NULL CHECK (reps >= 0),
      lapses INTEGER NOT NULL CHECK (lapses >= 0),
      phase TEXT NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
      PRIMARY KEY (user_id, card_id),
      FOREIGN KEY (user_id, goal_id, card_id) REFERENCES flashcards (user_id, goal_id, id) ON DELETE CASCADE
    ) WITH (fillfactor = 90)
  `
  yield* sql`CREATE INDEX schedules_unseen ON schedules (user_id, goal_id, card_id) WHERE phase = 'new'`
  yield* sql`
    CREATE INDEX schedules_within_steps ON schedules (user_id, due_at, due_day, card_id)
    WHERE due_at IS NOT NULL AND phase <> 'new'
  `
  yield* sql`
    CREATE INDEX schedules_by_due_day ON schedules (user_id, goal_id, due_day, card_id)
    WHERE due_at IS NULL AND phase <> 'new'
  `
})
