/**
 * The rows of erasures. All statements are a worker's: who reads one is a learner no more.
 */
import { ErasedPart, Erasure, ErasureId, SecretDigest, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { jsonb } from "../internal/jsonb.ts"

const Parts = jsonb(Schema.Array(ErasedPart))

const ErasureRow = Schema.Struct({
  ...Erasure.fields,
  begunAt: Schema.DateTimeUtcFromDate,
  finishedAt: Schema.NullOr(Schema.DateTimeUtcFromDate),
  parts: Parts
}).pipe(Schema.decodeTo(Erasure))

const NewRow = Schema.Struct({
  id: ErasureId,
  userId: UserId,
  code: SecretDigest,
  begunAt: Schema.DateTimeUtcFromDate,
  finishedAt: Schema.Null,
  parts: Parts
})

export const erasuresOver = (sql: SqlClient.SqlClient) => {
  const columns = sql`id, user_id, begun_at, finished_at, parts`
  return {
    insert: SqlSchema.void({
      Request: NewRow,
      execute: (row) => sql`INSERT INTO erasures ${sql.insert(row)}`
    }),

    partsOf: SqlSchema.findOne({
      Request: ErasureId,
      Result: Schema.Struct({ parts: Parts }),
      execute: (id) => sql`SELECT parts FROM erasures WHERE id = ${id} FOR UPDATE`
    }),

    setParts: SqlSchema.void({
      Request: Schema.Struct({ id: ErasureId, parts: Parts }),
      execute: ({ id, parts }) => sql`UPDATE erasures SET parts = ${parts} WHERE id = ${id}`
    }),

    end: SqlSchema.findOne({
      Request: Schema.Struct({ id: ErasureId, at: Schema.DateTimeUtcFromDate }),
      Result: Schema.Struct({ userId: UserId }),
      execute: ({ at, id }) =>
        sql`UPDATE erasures SET finished_at = coalesce(finished_at, ${at}) WHERE id = ${id} RETURNING user_id`
    }),

    underWay: SqlSchema.findAll({
      Request: Schema.Void,
      Result: ErasureRow,
      execute: () => sql`SELECT ${columns} FROM erasures WHERE finished_at IS NULL ORDER BY id`
    }),

    page: SqlSchema.findAll({
      Request: Schema.Struct({ last: Schema.UndefinedOr(ErasureId), limit: Schema.Int }),
      Result: ErasureRow,
      execute: ({ last, limit }) =>
        sql`SELECT ${columns} FROM erasures ${last === undefined ? sql`` : sql`WHERE id > ${last}`} ORDER BY id LIMIT ${limit}`
    }),

    find: SqlSchema.findOneOption({
      Request: SecretDigest,
      Result: ErasureRow,
      execute: (code) => sql`SELECT ${columns} FROM erasures WHERE code = ${code}`
    })
  }
}
