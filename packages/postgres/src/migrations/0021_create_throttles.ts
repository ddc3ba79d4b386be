/**
 * What is counted so that nobody tries too often, mails that were asked for, and secrets that all servers share: nobody's
 * rows. A row of a throttle is written at every try, so that pages keep room for it.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { onlyForWorkers } from "./onlyForWorkers.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE throttles (
      key TEXT COLLATE "C" PRIMARY KEY,
      taken INT NOT NULL,
      resets_at TIMESTAMPTZ NOT NULL
    ) WITH (fillfactor = 70)
  `
  yield* sql`CREATE INDEX throttles_by_end ON throttles (resets_at)`
  yield* sql`
    CREATE TABLE mail_requests (
      id UUID PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('welcome', 'verify', 'reset')),
      email TEXT NOT NULL,
      created BOOLEAN NOT NULL,
      attempts INT NOT NULL,
      requested_at TIMESTAMPTZ NOT NULL,
      due_at TIMESTAMPTZ NOT NULL
    )
  `
  yield* sql`CREATE INDEX mail_requests_in_turn ON mail_requests (requested_at, id)`
  yield* sql`CREATE TABLE server_secrets (name TEXT PRIMARY KEY, secret BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL)`
  yield* Effect.forEach(["throttles", "mail_requests", "server_secrets"], (table) => onlyForWorkers(sql, table), {
    discard: true
  })
})
