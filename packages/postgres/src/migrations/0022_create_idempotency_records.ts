/**
 * What was answered to requests that name themselves by a key, of which only the digest is kept. Without an answer it is
 * a lease: whoever holds it works on the answer.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE idempotency_records (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      digest TEXT COLLATE "C" NOT NULL,
      fingerprint TEXT NOT NULL,
      kept_at TIMESTAMPTZ NOT NULL,
      leased_until TIMESTAMPTZ,
      holder UUID,
      status INT,
      content_type TEXT,
      sealed_body BYTEA,
      PRIMARY KEY (user_id, digest),
      CHECK ((status IS NULL) = (sealed_body IS NULL)),
      CHECK ((status IS NULL) = (leased_until IS NOT NULL AND holder IS NOT NULL))
    )
  `
  yield* sql`CREATE INDEX idempotency_records_by_age ON idempotency_records (kept_at)`
  yield* protect(sql, "idempotency_records")
})
