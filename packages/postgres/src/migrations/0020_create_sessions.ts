/**
 * Sign-ins with the digests of the two secrets at hand, the refresh secrets they have spent, and tokens for programs. A
 * session that has ended is gone, and what it spent with it.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE sessions (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      id UUID NOT NULL,
      user_agent TEXT NOT NULL,
      access TEXT COLLATE "C" NOT NULL UNIQUE,
      refresh TEXT COLLATE "C" NOT NULL UNIQUE,
      created_at TIMESTAMPTZ NOT NULL,
      refreshed_at TIMESTAMPTZ NOT NULL,
      access_expires_at TIMESTAMPTZ NOT NULL,
      refresh_expires_at TIMESTAMPTZ NOT NULL,
      ends_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, id)
    )
  `
  yield* sql`CREATE INDEX sessions_by_end ON sessions (least(refresh_expires_at, ends_at))`
  yield* createSpent(sql)
  yield* createTokens(sql)
  yield* Effect.forEach(["sessions", "spent_secrets", "api_tokens"], (table) => protect(sql, table), { discard: true })
})

/** Each until it would have expired: afterwards it opens nothing anyway. */
const createSpent = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  yield* sql`
    CREATE TABLE spent_secrets (
      digest TEXT COLLATE "C" PRIMARY KEY,
      user_id UUID NOT NULL,
      session_id UUID NOT NULL,
      expires_at TIMESTAMPTZ NOT NULL,
      FOREIGN KEY (user_id, session_id) REFERENCES sessions ON DELETE CASCADE
    )
  `
  yield* sql`CREATE INDEX spent_secrets_of_session ON spent_secrets (user_id, session_id)`
  yield* sql`CREATE INDEX spent_secrets_by_end ON spent_secrets (expires_at)`
})

const createTokens = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  yield* sql`
    CREATE TABLE api_tokens (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      id UUID NOT NULL,
      digest TEXT COLLATE "C" NOT NULL UNIQUE,
      name TEXT NOT NULL,
      scopes TEXT[] NOT NULL,
      last_four TEXT NOT NULL,
      created_at TIMESTAMPTZ NOT NULL,
      expires_at TIMESTAMPTZ,
      last_used_at TIMESTAMPTZ,
      PRIMARY KEY (user_id, id)
    )
  `
})
