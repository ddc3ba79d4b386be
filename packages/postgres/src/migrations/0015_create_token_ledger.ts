/**
 * Calls to models, and for each learner and day one row that counts them: caps are decided on that row, in the statement
 * that writes the call. A call refers to no run, as it is still paid for when the run is gone.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE budget_days (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      day INT NOT NULL,
      calls INT NOT NULL,
      open INT NOT NULL CHECK (open BETWEEN 0 AND calls),
      input_tokens BIGINT NOT NULL CHECK (input_tokens >= 0),
      output_tokens BIGINT NOT NULL CHECK (output_tokens >= 0),
      PRIMARY KEY (user_id, day)
    ) WITH (fillfactor = 50)
  `
  yield* sql`
    CREATE TABLE model_calls (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      id UUID NOT NULL,
      run_id UUID,
      day INT NOT NULL,
      purpose TEXT NOT NULL,
      model TEXT NOT NULL,
      prompt_version TEXT,
      reserved_input_tokens BIGINT NOT NULL,
      reserved_output_tokens BIGINT NOT NULL,
      input_tokens BIGINT,
      output_tokens BIGINT,
      outcome TEXT NOT NULL CHECK (outcome IN ('open', 'succeeded', 'failed')),
      started_at TIMESTAMPTZ NOT NULL,
      settled_at TIMESTAMPTZ,
      PRIMARY KEY (user_id, id),
      CHECK ((outcome = 'open') = (settled_at IS NULL)),
      CHECK ((outcome = 'open') = (input_tokens IS NULL AND output_tokens IS NULL))
    )
  `
  yield* sql`CREATE INDEX model_calls_by_day ON model_calls (user_id, day)`
  const learner = ["SELECT", "INSERT", "UPDATE"] as const
  yield* protect(sql, "budget_days", { learner })
  yield* protect(sql, "model_calls", { learner })
})
