/**
 * The statements of single-use codes, and of passwords that are changed: whoever removes the code has spent it.
 */
import { CodePurpose, MailRequestId, PasswordHash, SecretDigest, SessionId, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, type Statement, SqlSchema } from "effect/sql"
import { CodeRow } from "./accountRows.ts"

const Redeemer = Schema.Struct({ userId: UserId })

export const codesOver = (sql: SqlClient.SqlClient) => ({
  issue: SqlSchema.void({
    Request: CodeRow,
    execute: (row) => sql`
      INSERT INTO account_codes ${sql.insert(row)}
      ON CONFLICT (user_id, purpose) DO UPDATE SET ${sql.update(row, ["userId", "purpose"])}
    `
  }),

  isOpen: SqlSchema.findOneOption({
    Request: Schema.Struct({ digest: SecretDigest, purpose: CodePurpose, at: Schema.DateTimeUtcFromDate }),
    Result: Redeemer,
    execute: ({ at, digest, purpose }) => sql`
      SELECT user_id FROM account_codes WHERE digest = ${digest} AND purpose = ${purpose} AND expires_at > ${at}
    `
  }),

  verify: SqlSchema.findOneOption({
    Request: Schema.Struct({ digest: SecretDigest, at: Schema.DateTimeUtcFromDate }),
    Result: Redeemer,
    execute: ({ at, digest }) => sql`
      WITH spent AS (
        DELETE FROM account_codes WHERE digest = ${digest} AND purpose = 'verification' AND expires_at > ${at}
        RETURNING user_id
      )
      UPDATE accounts SET verified_at = coalesce(verified_at, ${at}), updated_at = ${at}
      FROM spent WHERE accounts.user_id = spent.user_id RETURNING accounts.user_id
    `
  }),

  purge: SqlSchema.findOne({
    Request: Schema.DateTimeUtcFromDate,
    Result: Schema.Struct({ removed: Schema.Int }),
    execute: (before) => sql`
      WITH gone AS (DELETE FROM account_codes WHERE expires_at < ${before} RETURNING 1)
      SELECT count(*)::int AS removed FROM gone
    `
  })
})

export const passwordsOver = (sql: SqlClient.SqlClient) => ({
  /**
   * Whoever opens a session or makes a token at this moment is waited for, so that the next statement ends it as well. The
   * account first, as those who join hold it.
   */
  hold: SqlSchema.void({
    Request: Schema.Union([Schema.Struct({ userId: UserId }), Schema.Struct({ digest: SecretDigest })]),
    execute: (by) => sql`
      WITH account AS (
        SELECT user_id FROM accounts WHERE user_id = ${
          "userId" in by
            ? by.userId
            : sql`(SELECT user_id FROM account_codes WHERE digest = ${by.digest} AND purpose = 'reset')`
        } FOR UPDATE
      )
      SELECT id FROM users WHERE id = (SELECT user_id FROM account) FOR NO KEY UPDATE
    `
  }),

  change: SqlSchema.void({
    Request: Schema.Struct({
      userId: UserId,
      hash: PasswordHash,
      at: Schema.DateTimeUtcFromDate,
      mailId: MailRequestId,
      keep: Schema.NullOr(SessionId)
    }),
    execute: ({ at, hash, keep, mailId, userId }) => sql`
      WITH changed AS (
        UPDATE accounts SET password_hash = ${hash}, updated_at = ${at} WHERE user_id = ${userId}
        RETURNING user_id, email
      ), codes AS (
        DELETE FROM account_codes USING changed WHERE account_codes.user_id = changed.user_id AND purpose = 'reset'
      )${closing(sql, keep)}${telling(sql, mailId, at)}
      SELECT user_id FROM changed
    `
  }),

  reset: SqlSchema.findOneOption({
    Request: Schema.Struct({
      digest: SecretDigest,
      hash: PasswordHash,
      at: Schema.DateTimeUtcFromDate,
      mailId: MailRequestId
    }),
    Result: Redeemer,
    execute: ({ at, digest, hash, mailId }) => sql`
      WITH spent AS (
        DELETE FROM account_codes WHERE digest = ${digest} AND purpose = 'reset' AND expires_at > ${at}
        RETURNING user_id
      ), planted AS (
        DELETE FROM provider_keys USING spent JOIN accounts ON accounts.user_id = spent.user_id
        WHERE provider_keys.user_id = spent.user_id AND accounts.verified_at IS NULL
      ), changed AS (
        UPDATE accounts
        SET password_hash = ${hash}, verified_at = coalesce(verified_at, ${at}), updated_at = ${at}
        FROM spent WHERE accounts.user_id = spent.user_id RETURNING accounts.user_id, email
      )${closing(sql, null)}${telling(sql, mailId, at)}
      SELECT user_id FROM changed
    `
  })
})

/** Ends what the password of whoever is `changed` has opened. */
const closing = (sql: SqlClient.SqlClient, keep: string | null): Statement.Fragment => sql`, ended AS (
    DELETE FROM sessions USING changed
    WHERE sessions.user_id = changed.user_id AND sessions.id IS DISTINCT FROM ${keep}::uuid
  ), revoked AS (
    DELETE FROM api_tokens USING changed WHERE api_tokens.user_id = changed.user_id
  )`

/** Asks for the mail to whoever is `changed`. */
const telling = (sql: SqlClient.SqlClient, mailId: string, at: Date): Statement.Fragment => sql`, told AS (
    INSERT INTO mail_requests (id, kind, email, created, attempts, requested_at, due_at)
    SELECT ${mailId}::uuid, 'changed', email, false, 0, ${at}::timestamptz, ${at}::timestamptz FROM changed
  )`
