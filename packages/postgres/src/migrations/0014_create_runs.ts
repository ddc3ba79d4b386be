/**
 * Runs, what came out of their steps, and what happened in them. That a goal has one running run holds even where a
 * program does not wait its turn.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE runs (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      id UUID NOT NULL,
      kind TEXT NOT NULL,
      goal_id UUID,
      input JSONB NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      attempt INT NOT NULL CHECK (attempt >= 1),
      failure JSONB,
      idempotency_key TEXT,
      request TEXT NOT NULL,
      last_seq INT NOT NULL DEFAULT 0,
      forgotten BOOLEAN NOT NULL DEFAULT false,
      created_at TIMESTAMPTZ NOT NULL,
      updated_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, id),
      UNIQUE (user_id, idempotency_key),
      FOREIGN KEY (user_id, goal_id) REFERENCES goals ON DELETE CASCADE
    )
  `
  yield* indexRuns(sql)
  yield* sql`
    CREATE TABLE run_steps (
      user_id UUID NOT NULL,
      run_id UUID NOT NULL,
      name TEXT NOT NULL,
      place BIGINT GENERATED ALWAYS AS IDENTITY,
      output JSONB NOT NULL,
      at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, run_id, name),
      FOREIGN KEY (user_id, run_id) REFERENCES runs ON DELETE CASCADE
    )
  `
  yield* sql`
    CREATE TABLE run_events (
      user_id UUID NOT NULL,
      run_id UUID NOT NULL,
      seq INT NOT NULL,
      at TIMESTAMPTZ NOT NULL,
      kind TEXT NOT NULL,
      detail JSONB NOT NULL,
      PRIMARY KEY (user_id, run_id, seq),
      FOREIGN KEY (user_id, run_id) REFERENCES runs ON DELETE CASCADE
    )
  `
  yield* protect(sql, "runs", { learner: ["SELECT", "INSERT", "UPDATE"] })
  // What happened is only ever added to; chores forget it.
  yield* protect(sql, "run_steps", { learner: ["SELECT", "INSERT"] })
  yield* protect(sql, "run_events", { learner: ["SELECT", "INSERT"] })
})

/** Few runs are under way or hold steps at any time, so the indexes of those stay small. */
const indexRuns = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const underWay = sql`status IN ('queued', 'running')`
  yield* sql`CREATE UNIQUE INDEX runs_one_running ON runs (user_id, goal_id) WHERE status = 'running'`
  yield* sql`CREATE INDEX runs_of_goal ON runs (user_id, goal_id, id) WHERE goal_id IS NOT NULL`
  yield* sql`CREATE INDEX runs_begun ON runs (user_id, kind, created_at)`
  yield* sql`CREATE INDEX runs_unfinished_of_learner ON runs (user_id) WHERE ${underWay}`
  yield* sql`CREATE INDEX runs_unfinished ON runs (updated_at, id) WHERE ${underWay}`
  yield* sql`CREATE INDEX runs_remembered ON runs (updated_at) WHERE NOT forgotten AND NOT (${underWay})`
})
