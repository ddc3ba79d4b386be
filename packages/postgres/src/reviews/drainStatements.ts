/**
 * The statements that move reviews out of the journal. All of them are a worker's.
 */
import { ArchivePoint, ReviewId, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { ReviewRow } from "../internal/rows.ts"

/** Rows one statement drops. */
const dropSize = 20_000

export const drainingOver = (sql: SqlClient.SqlClient) => ({
  waiting: SqlSchema.findAll({
    Request: Schema.Int,
    Result: ReviewRow,
    execute: (limit) => sql`SELECT * FROM reviews WHERE archived_at IS NULL ORDER BY id LIMIT ${limit}`
  }),

  mark: SqlSchema.void({
    Request: Schema.Struct({
      userIds: Schema.Array(UserId),
      ids: Schema.Array(ReviewId),
      at: Schema.DateTimeUtcFromDate
    }),
    execute: ({ at, ids, userIds }) => sql`
      UPDATE reviews SET archived_at = ${at}
      FROM unnest(${userIds}::uuid[], ${ids}::uuid[]) AS done (user_id, id)
      WHERE reviews.user_id = done.user_id AND reviews.id = done.id
    `
  }),

  drop: SqlSchema.findOne({
    Request: Schema.DateTimeUtcFromDate,
    Result: Schema.Struct({ dropped: Schema.Int }),
    execute: (before) => sql`
      WITH old AS MATERIALIZED (
        SELECT user_id, id FROM reviews WHERE archived_at <= ${before} ORDER BY archived_at LIMIT ${dropSize}
      ), dropped AS (
        DELETE FROM reviews USING old WHERE reviews.user_id = old.user_id AND reviews.id = old.id RETURNING 1
      )
      SELECT count(*)::int AS dropped FROM dropped
    `
  }),

  held: SqlSchema.findOne({
    Request: Schema.Void,
    Result: Schema.Struct({ archived: Schema.Int }),
    execute: () => sql`SELECT count(*)::int AS archived FROM reviews WHERE archived_at IS NOT NULL`
  }),

  backlog: SqlSchema.findOne({
    Request: Schema.Void,
    Result: Schema.Struct({ waiting: Schema.Int, since: Schema.NullOr(Schema.DateTimeUtcFromDate) }),
    execute: () => sql`
      SELECT count(*)::int AS waiting, min(reviewed_at) AS since FROM reviews WHERE archived_at IS NULL
    `
  })
})

/** How far the archive has come, in one row. */
export const recordOver = (sql: SqlClient.SqlClient) => {
  const recorded = SqlSchema.findOneOption({
    Request: Schema.Void,
    Result: ArchivePoint,
    execute: () => sql`SELECT version::float8 AS version, reviews::float8 AS reviews FROM review_archive`
  })
  const record = SqlSchema.void({
    Request: Schema.Struct({ ...ArchivePoint.fields, at: Schema.DateTimeUtcFromDate }),
    execute: ({ at, reviews, version }) => sql`
      INSERT INTO review_archive (version, reviews, recorded_at) VALUES (${version}::bigint, ${reviews}::bigint, ${at})
      ON CONFLICT (id) DO UPDATE
      SET version = excluded.version, reviews = excluded.reviews, recorded_at = excluded.recorded_at
    `
  })
  return { recorded, record }
}
