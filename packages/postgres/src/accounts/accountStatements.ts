/**
 * The statements of accounts: one for each thing that is done, so that of those who race one wins.
 */
import { EmailAddress, PasswordHash, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { AccountRow, MailRequestRow, UserRow } from "./accountRows.ts"

export const accountsOver = (sql: SqlClient.SqlClient) => ({
  ...readingOver(sql),

  /**
   * An address that is taken costs the same writes as a new one: what is there is written over with itself. So nobody
   * learns from the time it takes which of the two it was.
   */
  join: SqlSchema.void({
    Request: Schema.Struct({ user: UserRow, account: AccountRow, request: MailRequestRow }),
    execute: ({ account, request, user }) => sql`
      WITH joined AS (
        INSERT INTO accounts ${sql.insert(account)}
        ON CONFLICT (email) DO UPDATE SET created_at = accounts.created_at
        RETURNING user_id
      ), learner AS (
        INSERT INTO users (id, name, time_zone, rollover_hour, created_at)
        SELECT user_id, ${user.name}::text, ${user.timeZone}::text, ${user.rolloverHour}::smallint,
          ${user.createdAt}::timestamptz FROM joined
        ON CONFLICT (id) DO UPDATE SET name = users.name
      )
      INSERT INTO mail_requests (id, kind, email, created, attempts, requested_at, due_at)
      SELECT ${request.id}::uuid, ${request.kind}::text, ${request.email}::text, ${user.id}::uuid = user_id,
        ${request.attempts}::int, ${request.requestedAt}::timestamptz, ${request.requestedAt}::timestamptz FROM joined
    `
  }),

  /** Whoever is in a backup is nobody who never came. */
  restore: SqlSchema.void({
    Request: AccountRow,
    execute: (account) => {
      const row = { ...account, firstSignedInAt: account.createdAt }
      return sql`
        INSERT INTO accounts ${sql.insert(row)} ON CONFLICT (user_id) DO UPDATE SET ${sql.update(row, ["userId"])}
      `
    }
  }),

  rehash: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, expected: PasswordHash, hash: PasswordHash }),
    execute: ({ expected, hash, userId }) => sql`
      UPDATE accounts SET password_hash = ${hash} WHERE user_id = ${userId} AND password_hash = ${expected}
    `
  }),

  /**
   * Whoever proves the address or signs in at this moment holds a row, and is passed over. That they own nothing follows
   * from their never having signed in, and is looked at all the same: an app may know its learners by other means.
   */
  removeUnproven: SqlSchema.findOne({
    Request: Schema.DateTimeUtcFromDate,
    Result: Schema.Struct({ removed: Schema.Int }),
    execute: (before) => sql`
      WITH nobodys AS (
        SELECT users.id FROM accounts JOIN users ON users.id = accounts.user_id
        WHERE verified_at IS NULL AND first_signed_in_at IS NULL AND accounts.created_at < ${before}
          AND NOT EXISTS (SELECT FROM account_codes WHERE account_codes.user_id = users.id)
          AND NOT EXISTS (SELECT FROM goals WHERE goals.user_id = users.id)
          AND NOT EXISTS (SELECT FROM source_documents WHERE source_documents.user_id = users.id)
          AND NOT EXISTS (SELECT FROM provider_keys WHERE provider_keys.user_id = users.id)
        ORDER BY accounts.created_at LIMIT 1000 FOR UPDATE SKIP LOCKED
      ), gone AS (DELETE FROM users USING nobodys WHERE users.id = nobodys.id RETURNING 1)
      SELECT count(*)::int AS removed FROM gone
    `
  })
})

const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: UserId,
    Result: AccountRow,
    execute: (userId) => sql`SELECT * FROM accounts WHERE user_id = ${userId}`
  }),

  findByEmail: SqlSchema.findOneOption({
    Request: EmailAddress,
    Result: AccountRow,
    execute: (email) => sql`SELECT * FROM accounts WHERE email = ${email}`
  })
})
