/**
 * Keys of learners for providers: sealed by the program, and encrypted once more here. The two functions know where
 * pgcrypto is, which a host may have put into any schema.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE provider_keys (
      user_id UUID NOT NULL REFERENCES users ON DELETE CASCADE,
      provider TEXT NOT NULL,
      id UUID NOT NULL,
      last_four TEXT NOT NULL,
      master_key_id TEXT NOT NULL,
      box BYTEA NOT NULL,
      added_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, provider)
    )
  `
  yield* sql`CREATE INDEX provider_keys_by_master_key ON provider_keys (master_key_id, user_id, provider)`
  yield* protect(sql, "provider_keys")
  yield* encryption(sql, yield* pgcrypto(sql))
})

/** The schema of pgcrypto, which is installed where hosts look for it, or with our tables where that may not be. */
const pgcrypto = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  yield* sql`
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pgcrypto') THEN RETURN; END IF;
      IF has_schema_privilege(to_regnamespace('public')::oid, 'CREATE') THEN
        CREATE EXTENSION pgcrypto SCHEMA public;
      ELSE
        CREATE EXTENSION pgcrypto SCHEMA loopi;
      END IF;
    END $$
  `
  const [found] = yield* sql<{ readonly schema: string }>`
    SELECT nspname AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
    WHERE extname = 'pgcrypto'
  `
  return found?.schema ?? "public"
})

/**
 * Encrypt, then authenticate: pgcrypto reads past some bits of a message's header, and none may change unnoticed. The
 * password has 256 random bits, so stretching it would only cost time.
 */
const encryption = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, schema: string) {
  const encrypt = sql(`${schema}.pgp_sym_encrypt_bytea`)
  const decrypt = sql(`${schema}.pgp_sym_decrypt_bytea`)
  const hmac = sql(`${schema}.hmac`)
  yield* sql`
    CREATE FUNCTION box_key(sealed BYTEA, password TEXT) RETURNS BYTEA LANGUAGE sql STRICT
    BEGIN ATOMIC
      WITH message AS MATERIALIZED (SELECT ${encrypt}(sealed, password, 'cipher-algo=aes256, s2k-count=1024') AS bytes)
      SELECT ${hmac}(bytes, convert_to(password, 'UTF8'), 'sha256') || bytes FROM message;
    END
  `
  yield* sql`
    CREATE FUNCTION unbox_key(box BYTEA, password TEXT) RETURNS BYTEA LANGUAGE sql STRICT
    RETURN CASE WHEN substr(box, 1, 32) = ${hmac}(substr(box, 33), convert_to(password, 'UTF8'), 'sha256')
      THEN ${decrypt}(substr(box, 33), password) END
  `
})
