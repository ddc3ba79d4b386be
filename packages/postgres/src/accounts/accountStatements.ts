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

  restore: SqlSchema.void({
    Request: AccountRow,
    execute: (row) => sql`
      INSERT INTO accounts ${sql.insert(row)} ON CONFLICT (user_id) DO UPDATE SET ${sql.update(row, ["userId"])}
    `
  }),

  rehash: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, expected: PasswordHash, hash: PasswordHash }),
    execute: ({ expected, hash, userId }) => sql`
      UPDATE accounts SET password_hash = ${hash} WHERE user_id = ${userId} AND password_hash = ${expected}
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
