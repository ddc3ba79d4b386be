/**
 * What the table of vectors is asked besides searching: the vectors and entries of a learner, and who has any.
 */
import { dimension, EmbeddedKind, SpaceId, UserId, VectorFlaw } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import type { Pgvector } from "./pgvector.ts"
import { SentVector } from "./VectorColumn.ts"

const Entry = Schema.Struct({
  userId: UserId,
  kind: EmbeddedKind,
  id: Schema.String,
  space: SpaceId,
  contentHash: Schema.String
})

const Flawed = Schema.Struct({ kind: EmbeddedKind, id: Schema.String, space: SpaceId, flaw: VectorFlaw })

const EmbeddingRow = Schema.Struct({ ...Entry.fields, vector: SentVector })

export const writingOver = (sql: SqlClient.SqlClient) => ({
  upsert: SqlSchema.void({
    Request: Schema.NonEmptyArray(EmbeddingRow),
    execute: (rows) => sql`
      INSERT INTO embeddings ${sql.insert(rows)}
      ON CONFLICT (user_id, kind, space, id)
      DO UPDATE SET content_hash = excluded.content_hash, vector = excluded.vector
    `
  }),

  remove: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, kind: EmbeddedKind, ids: Schema.Array(Schema.String) }),
    execute: ({ ids, kind, userId }) =>
      sql`DELETE FROM embeddings WHERE user_id = ${userId} AND kind = ${kind} AND id = ANY(${ids}::text[])`
  }),

  erase: SqlSchema.void({
    Request: UserId,
    execute: (userId) => sql`DELETE FROM embeddings WHERE user_id = ${userId}`
  }),

  drop: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, space: SpaceId }),
    execute: ({ space, userId }) => sql`DELETE FROM embeddings WHERE user_id = ${userId} AND space = ${space}`
  })
})

export const readingOver = (sql: SqlClient.SqlClient) => ({
  entries: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, kind: EmbeddedKind }),
    Result: Entry,
    execute: ({ kind, userId }) => sql`
      SELECT user_id, kind, id, space, content_hash FROM embeddings WHERE user_id = ${userId} AND kind = ${kind}
    `
  }),

  spaces: SqlSchema.findAll({
    Request: UserId,
    Result: Schema.Struct({ space: SpaceId }),
    execute: (userId) => sql`SELECT DISTINCT space FROM embeddings WHERE user_id = ${userId}`
  })
})

export const surveyingOver = (sql: SqlClient.SqlClient, { named }: Pgvector) => ({
  // The sum of squares is not finite where a number is not: it is formed in double precision, and never too large.
  flawed: SqlSchema.findAll({
    Request: UserId,
    Result: Flawed,
    execute: (userId) => sql`
      SELECT * FROM (
        SELECT kind, id, space, CASE
          WHEN ${named("vector_dims")}(vector) <> ${dimension} THEN 'wrong_dimension'
          WHEN ${named("vector_norm")}(vector) >= 'Infinity' THEN 'not_finite'
        END AS flaw
        FROM embeddings WHERE user_id = ${userId}
      ) AS looked_at
      WHERE flaw IS NOT NULL
    `
  }),

  // Goes from one learner to the next in the key, however many rows each has.
  learnersAfter: SqlSchema.findAll({
    Request: Schema.Struct({ last: Schema.UndefinedOr(UserId), limit: Schema.Int }),
    Result: Schema.Struct({ userId: UserId }),
    execute: ({ last, limit }) => sql`
      WITH RECURSIVE met (user_id) AS (
        (SELECT user_id FROM embeddings ${last === undefined ? sql`` : sql`WHERE user_id > ${last}`}
          ORDER BY user_id LIMIT 1)
        UNION ALL
        SELECT (SELECT e.user_id FROM embeddings e WHERE e.user_id > met.user_id ORDER BY e.user_id LIMIT 1)
        FROM met WHERE met.user_id IS NOT NULL
      )
      SELECT user_id FROM met WHERE user_id IS NOT NULL LIMIT ${limit}
    `
  })
})
