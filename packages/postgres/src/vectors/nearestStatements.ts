/**
 * The two ways to search a learner's vectors: let the server name candidates, or read them all.
 */
import type { PgTypes } from "@effect/sql-pg"
import { EmbeddedKind, SpaceId, UserId, type Vector } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { asLearnerOnce } from "../internal/asLearner.ts"
import type { Pgvector } from "./pgvector.ts"
import { directionsOver, SentDirections } from "./HalfvecColumn.ts"

/** The rows a search is among. */
export const Among = Schema.Struct({ userId: UserId, kind: EmbeddedKind, space: SpaceId })
export type Among = typeof Among.Type

/** The vector is in the bytes as the server sent them. */
const Row = Schema.Struct({ id: Schema.String, vector: Schema.Uint8Array })
export type Row = typeof Row.Type

const Hit = Schema.Struct({
  ...Row.fields,
  /** Which of the vectors searched by this is near. */
  position: Schema.Int,
  /** The negated cosine, in half precision. */
  distance: Schema.Finite
})
export type Hit = typeof Hit.Type

/** What is searched by, and how many candidates for each are wanted at least and at most. */
export interface Search extends Among {
  readonly vectors: ReadonlyArray<Vector>
  readonly limit: number
  readonly most: number
  readonly blur: number
  readonly farthest: number
}

export type NearestStatements = ReturnType<typeof nearestOver>

export const nearestOver = (sql: SqlClient.SqlClient, types: PgTypes.Registry, pgvector: Pgvector) => {
  const { named, operator } = pgvector
  const sent = directionsOver(types, pgvector)
  const among = ({ kind, space, userId }: typeof Among.Encoded) =>
    sql`user_id = ${userId} AND kind = ${kind} AND space = ${space}`

  const candidates = SqlSchema.findAll({
    Request: Schema.Struct({
      ...Among.fields,
      directions: SentDirections,
      alone: Schema.Boolean,
      limit: Schema.Int,
      most: Schema.Int,
      blur: Schema.Finite,
      farthest: Schema.Finite
    }),
    Result: Hit,
    // Each row is gone to once and compared with all that are searched by: the offset keeps the join from being turned
    // round. Past the limit only those are named that may be nearer than it seems.
    execute: ({ alone, blur, directions, farthest, limit, most, ...rows }) =>
      sql`
      WITH asked AS NOT MATERIALIZED (
        SELECT sought, position::int - 1 AS position FROM unnest(${directions}) WITH ORDINALITY AS asked (sought, position)
      ), near AS (
        SELECT id, vector, position, distance
        FROM (SELECT id, vector, direction FROM embeddings WHERE ${among(rows)}) AS kept
        CROSS JOIN LATERAL (SELECT position, direction ${operator("<#>")} sought AS distance FROM asked OFFSET 0) AS compared
        WHERE distance <= ${farthest} ${alone ? sql`ORDER BY distance LIMIT ${most}` : sql``}
      ), ranked AS (
        SELECT *, row_number() OVER nearest AS place, nth_value(distance, ${limit}::int) OVER
          (nearest ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS edge
        FROM near WINDOW nearest AS (PARTITION BY position ORDER BY distance)
      )
      SELECT id, ${named("vector_send")}(vector) AS vector, position, distance FROM ranked
      WHERE place <= ${most} AND (edge IS NULL OR distance <= edge + ${blur}::float8)
    `.withoutTransform
  })

  const page = SqlSchema.findAll({
    Request: Schema.Struct({ ...Among.fields, after: Schema.NullOr(Schema.String), limit: Schema.Int }),
    Result: Row,
    execute: ({ after, limit, ...rows }) => sql`
      SELECT id, ${named("vector_send")}(vector) AS vector FROM embeddings
      WHERE ${among(rows)} ${after === null ? sql`` : sql`AND id > ${after}`}
      ORDER BY id LIMIT ${limit}
    `
  })

  // Each is one round trip. None needs to see what the one before saw: rows that come and go meanwhile may be found or not.
  return {
    candidates: ({ vectors, ...asked }: Search) =>
      asLearnerOnce(
        sql,
        asked.userId
      )(candidates({ ...asked, directions: sent(vectors), alone: vectors.length === 1 })),
    page: (asked: Parameters<typeof page>[0]) => asLearnerOnce(sql, asked.userId)(page(asked))
  }
}
