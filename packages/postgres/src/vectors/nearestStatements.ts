/**
 * The two ways to search a learner's vectors: let the server name candidates, or read them all.
 */
import { EmbeddedKind, SpaceId, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import type { Pgvector } from "./pgvector.ts"
import { ReceivedVector, SentVector } from "./VectorColumn.ts"

/** The rows a search is among. */
export const Among = Schema.Struct({ userId: UserId, kind: EmbeddedKind, space: SpaceId })
export type Among = typeof Among.Type

const Row = Schema.Struct({ id: Schema.String, vector: ReceivedVector })
export type Row = typeof Row.Type

const Hit = Schema.Struct({
  ...Row.fields,
  /** Which of the vectors searched by this is near. */
  position: Schema.Int,
  /** The negated cosine, in single precision. */
  distance: Schema.Finite
})
export type Hit = typeof Hit.Type

export type NearestStatements = ReturnType<typeof nearestOver>

export const nearestOver = (sql: SqlClient.SqlClient, { named, operator }: Pgvector) => {
  const among = ({ kind, space, userId }: typeof Among.Encoded) =>
    sql`user_id = ${userId} AND kind = ${kind} AND space = ${space}`

  const candidates = SqlSchema.findAll({
    Request: Schema.Struct({
      ...Among.fields,
      units: Schema.Array(SentVector),
      limit: Schema.Int,
      farthest: Schema.Finite
    }),
    Result: Hit,
    // Of rows made as long as 1 the cosine is one product, and 0 where there is no direction. With several vectors to
    // search by the copy is kept, so that each row is fetched from where long values are kept once and not for each.
    execute: ({ farthest, limit, units, ...rows }) => sql`
      WITH mine AS ${sql.literal(units.length > 1 ? "MATERIALIZED" : "NOT MATERIALIZED")} (
        SELECT id, ${named("l2_normalize")}(vector) AS direction FROM embeddings WHERE ${among(rows)}
      ), found AS (
        SELECT position, id, distance
        FROM (VALUES ${sql.csv(units.map((unit, i) => sql`(${i}::int, ${unit}::real[]::${named("vector")})`))})
          AS asked (position, unit)
        CROSS JOIN LATERAL (
          SELECT id, direction ${operator("<#>")} unit AS distance FROM mine ORDER BY distance LIMIT ${limit}
        ) AS near
      )
      SELECT position, id, distance, ${named("vector_send")}(vector) AS vector
      FROM found JOIN (SELECT id, vector FROM embeddings WHERE ${among(rows)}) AS kept USING (id)
      WHERE distance <= ${farthest}
    `
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

  return { candidates, page, prepare: sql`SELECT ${settings(sql)}` }
}

/** Compiling such a query takes longer than running it. The copy of 15,000 vectors fits into this memory. */
const settings = (sql: SqlClient.SqlClient) => sql`set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`
