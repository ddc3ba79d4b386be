/**
 * The statements of requests that are done once.
 */
import { AnswerKept, SecretDigest, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"

const at = Schema.DateTimeUtcFromDate

/** Where a record is: the key itself is not kept, as it opens the answer. */
const Place = Schema.Struct({ userId: UserId, digest: Schema.String })

const Held = Schema.Struct({ ...Place.fields, holder: Schema.String })

export const AnswerRow = Schema.Struct({ fingerprint: SecretDigest, ...AnswerKept.fields })

export const keepingOver = (sql: SqlClient.SqlClient) => ({
  /** Until the transaction ends; whoever cannot have it does not wait. */
  lock: SqlSchema.findOne({
    Request: Place,
    Result: Schema.Struct({ free: Schema.Boolean }),
    execute: ({ digest }) => sql`
      SELECT pg_try_advisory_xact_lock(hashtextextended('loopi.idempotency ' || ${digest}::text, 0)) AS free
    `
  }),

  find: SqlSchema.findOneOption({
    Request: Place,
    Result: AnswerRow,
    execute: ({ digest, userId }) => sql`
      SELECT fingerprint, status, content_type, sealed_body FROM idempotency_records
      WHERE user_id = ${userId} AND digest = ${digest} AND status IS NOT NULL
    `
  }),

  keep: SqlSchema.void({
    Request: Schema.Struct({ ...Place.fields, ...AnswerRow.fields, keptAt: at }),
    execute: (row) => sql`INSERT INTO idempotency_records ${sql.insert(row)}`
  }),

  purge: SqlSchema.findOne({
    Request: at,
    Result: Schema.Struct({ removed: Schema.Int }),
    execute: (before) => sql`
      WITH gone AS (
        DELETE FROM idempotency_records WHERE kept_at < ${before} AND coalesce(leased_until < ${before}, true)
        RETURNING 1
      )
      SELECT count(*)::int AS removed FROM gone
    `
  })
})

/** A lease is a record without an answer: whoever finds one that is over takes it. */
export const leasingOver = (sql: SqlClient.SqlClient) => ({
  claim: SqlSchema.findOne({
    Request: Schema.Struct({ ...Held.fields, fingerprint: SecretDigest, keptAt: at, now: at, leasedUntil: at }),
    Result: Schema.Struct({ claimed: Schema.Boolean }),
    execute: ({ now, ...row }) => sql`
      WITH claimed AS (
        INSERT INTO idempotency_records ${sql.insert(row)}
        ON CONFLICT (user_id, digest) DO UPDATE SET ${sql.update(row, ["userId", "digest"])}
        WHERE idempotency_records.status IS NULL AND idempotency_records.leased_until <= ${now}
        RETURNING 1
      )
      SELECT EXISTS (SELECT FROM claimed) AS claimed
    `
  }),

  /** What holds the place, with an answer or still without. */
  holding: SqlSchema.findOneOption({
    Request: Place,
    Result: Schema.Struct({
      fingerprint: SecretDigest,
      status: Schema.NullOr(AnswerKept.fields.status),
      contentType: AnswerKept.fields.contentType,
      sealedBody: Schema.NullOr(AnswerKept.fields.sealedBody)
    }),
    execute: ({ digest, userId }) => sql`
      SELECT fingerprint, status, content_type, sealed_body FROM idempotency_records
      WHERE user_id = ${userId} AND digest = ${digest}
    `
  }),

  renew: SqlSchema.void({
    Request: Schema.Struct({ ...Held.fields, leasedUntil: at }),
    execute: ({ digest, holder, leasedUntil, userId }) => sql`
      UPDATE idempotency_records SET leased_until = ${leasedUntil}
      WHERE user_id = ${userId} AND digest = ${digest} AND holder = ${holder}
    `
  }),

  answer: SqlSchema.void({
    Request: Schema.Struct({ ...Held.fields, ...AnswerKept.fields }),
    execute: ({ contentType, digest, holder, sealedBody, status, userId }) => sql`
      UPDATE idempotency_records
      SET ${sql.update({ status, contentType, sealedBody, leasedUntil: null, holder: null })}
      WHERE user_id = ${userId} AND digest = ${digest} AND holder = ${holder}
    `
  }),

  letGo: SqlSchema.void({
    Request: Held,
    execute: ({ digest, holder, userId }) => sql`
      DELETE FROM idempotency_records WHERE user_id = ${userId} AND digest = ${digest} AND holder = ${holder}
    `
  })
})
