/**
 * The statements of sessions: one for each thing that is done.
 */
import { SecretDigest, SessionId, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { SessionRow } from "./accountRows.ts"

const at = Schema.DateTimeUtcFromDate

const Secrets = Schema.Struct({ access: SecretDigest, refresh: SecretDigest })

const Refreshing = Schema.Struct({
  ...Secrets.fields,
  spent: SecretDigest,
  refreshedAt: at,
  accessExpiresAt: at,
  refreshExpiresAt: at,
  at
})

export const openingOver = (sql: SqlClient.SqlClient) => ({
  /** Those who sign in as one learner take turns, as sessions are counted. */
  lock: SqlSchema.void({
    Request: UserId,
    execute: (userId) => sql`SELECT id FROM users WHERE id = ${userId} FOR NO KEY UPDATE`
  }),

  open: SqlSchema.void({
    Request: Schema.Struct({ session: SessionRow, secrets: Secrets, others: Schema.Int }),
    execute: ({ others, secrets, session }) => sql`
      WITH ended AS (
        DELETE FROM sessions WHERE user_id = ${session.userId} AND id IN (
          SELECT id FROM sessions WHERE user_id = ${session.userId} ORDER BY refreshed_at DESC, id DESC OFFSET ${others}
        )
      ), known AS (
        UPDATE accounts SET first_signed_in_at = ${session.createdAt}
        WHERE user_id = ${session.userId} AND first_signed_in_at IS NULL
      )
      INSERT INTO sessions ${sql.insert({ ...session, ...secrets })}
    `
  })
})

/**
 * Of those who show the same secret at once one moves the session on. The others wait for it, find another secret in its
 * place, and end the session: to them it was spent.
 */
export const refreshingOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findOneOption({
    Request: Refreshing,
    Result: SessionRow,
    execute: ({ access, accessExpiresAt, at, refresh, refreshedAt, refreshExpiresAt, spent }) => sql`
      WITH known AS (
        SELECT user_id, id, refresh_expires_at <= ${at} OR ends_at <= ${at} AS over FROM sessions
        WHERE refresh = ${spent}
        UNION ALL
        SELECT user_id, session_id, false FROM spent_secrets WHERE digest = ${spent}
      ), before AS (
        SELECT user_id, id, refresh_expires_at FROM sessions WHERE refresh = ${spent}
      ), moved AS (
        UPDATE sessions SET ${sql.update({ access, refresh, refreshedAt, accessExpiresAt, refreshExpiresAt })}
        FROM before
        WHERE sessions.user_id = before.user_id AND sessions.id = before.id AND sessions.refresh = ${spent}
          AND sessions.refresh_expires_at > ${at} AND ends_at > ${at}
        RETURNING sessions.*, before.refresh_expires_at AS spent_expires_at
      ), kept AS (
        INSERT INTO spent_secrets (digest, user_id, session_id, expires_at)
        SELECT ${spent}, user_id, id, spent_expires_at FROM moved
      ), ended AS (
        DELETE FROM sessions USING known
        WHERE sessions.user_id = known.user_id AND sessions.id = known.id AND NOT over AND NOT EXISTS (SELECT FROM moved)
      )
      SELECT * FROM moved
    `
  })

export const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ access: SecretDigest, at }),
    Result: SessionRow,
    execute: ({ access, at }) => sql`
      SELECT * FROM sessions WHERE access = ${access} AND access_expires_at > ${at} AND ends_at > ${at}
    `
  }),

  ofRefresh: SqlSchema.findOneOption({
    Request: SecretDigest,
    Result: SessionRow,
    execute: (refresh) => sql`
      SELECT * FROM sessions WHERE refresh = ${refresh}
      UNION ALL
      SELECT sessions.* FROM spent_secrets AS spent
      JOIN sessions ON sessions.user_id = spent.user_id AND sessions.id = session_id WHERE digest = ${refresh}
      LIMIT 1
    `
  }),

  list: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, at }),
    Result: SessionRow,
    execute: ({ at, userId }) => sql`
      SELECT * FROM sessions WHERE user_id = ${userId} AND refresh_expires_at > ${at} AND ends_at > ${at}
      ORDER BY refreshed_at DESC, id DESC
    `
  })
})

export const endingOver = (sql: SqlClient.SqlClient) => ({
  end: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: SessionId }),
    Result: Schema.Struct({ id: SessionId }),
    execute: ({ id, userId }) => sql`DELETE FROM sessions WHERE user_id = ${userId} AND id = ${id} RETURNING id`
  }),

  endAll: SqlSchema.void({
    Request: UserId,
    execute: (userId) => sql`
      WITH ended AS (DELETE FROM sessions WHERE user_id = ${userId})
      DELETE FROM api_tokens WHERE user_id = ${userId}
    `
  }),

  /** Secrets are forgotten apart from the sessions they go with, which no statement may remove twice. */
  purge: SqlSchema.findOne({
    Request: at,
    Result: Schema.Struct({ removed: Schema.Int }),
    execute: (before) => sql`
      WITH gone AS (
        DELETE FROM sessions WHERE least(refresh_expires_at, ends_at) < ${before} RETURNING user_id, id
      ), forgotten AS (
        DELETE FROM spent_secrets WHERE expires_at < ${before}
          AND (user_id, session_id) NOT IN (SELECT user_id, id FROM gone)
      )
      SELECT count(*)::int AS removed FROM gone
    `
  })
})
