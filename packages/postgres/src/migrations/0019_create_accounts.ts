/**
 * Accounts, each a learner's, and the codes that were mailed to them: of those for one purpose the last one works.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE accounts (
      user_id UUID PRIMARY KEY REFERENCES users ON DELETE CASCADE,
      email TEXT COLLATE "C" NOT NULL UNIQUE,
      password_hash TEXT NOT NULL,
      verified_at TIMESTAMPTZ,
      created_at TIMESTAMPTZ NOT NULL,
      updated_at TIMESTAMPTZ NOT NULL
    )
  `
  yield* sql`
    CREATE TABLE account_codes (
      digest TEXT COLLATE "C" PRIMARY KEY,
      user_id UUID NOT NULL REFERENCES accounts ON DELETE CASCADE,
      purpose TEXT NOT NULL CHECK (purpose IN ('verification', 'reset')),
      created_at TIMESTAMPTZ NOT NULL,
      expires_at TIMESTAMPTZ NOT NULL,
      UNIQUE (user_id, purpose)
    )
  `
  yield* sql`CREATE INDEX account_codes_by_end ON account_codes (expires_at)`
  yield* protect(sql, "accounts", { learner: ["SELECT", "UPDATE"] })
  yield* protect(sql, "account_codes")
})
