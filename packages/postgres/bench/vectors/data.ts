/**
 * Vectors as cards have them: of 200 topics, near the other cards of their topic. Made by the server, which is quicker.
 */
import { type SpaceId, UserId, type Vector } from "@loopi/core"
import { Effect, Schema } from "effect"
import { SqlClient } from "effect/sql"

const learnerOf = (n: number) => UserId.make(`00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`)

/** One of 500 cards, one of 50,000, and 100 others of 500. */
export const learners = { few: learnerOf(0), many: learnerOf(1) }

export const fill = Effect.fnUntraced(function* (space: SpaceId, kind: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.withTransaction(
    Effect.gen(function* () {
      yield* sql`SET LOCAL statement_timeout = 0`
      yield* sql`TRUNCATE loopi.embeddings`
      yield* sql`SELECT setseed(0.5)`
      yield* sql`CREATE TEMP TABLE topics AS SELECT n, ${row(sql, "n")} AS vector FROM generate_series(0, 199) AS n`
      yield* sql`
        INSERT INTO loopi.embeddings (user_id, kind, space, id, content_hash, vector)
        SELECT ('00000000-0000-4000-8000-' || lpad(learner::text, 12, '0'))::uuid, ${kind}, ${space}, cards.n::text,
          repeat('0', 64), topics.vector + noise
        FROM (
          SELECT m AS n, CASE WHEN m < 500 THEN 0 WHEN m < 50500 THEN 1 ELSE m / 500 END AS learner,
            (m * 7919) % 200 AS topic, ${row(sql, "m", 0.8)} AS noise
          FROM generate_series(0, 100499) AS m
        ) AS cards JOIN topics ON topics.n = topic
      `
    })
  )
  yield* sql`VACUUM ANALYZE loopi.embeddings`
})

/** Vectors near some of a learner's own. */
export const queriesOf = Effect.fnUntraced(function* (userId: UserId, count: number) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql`
    SELECT (vector + ${row(sql, "e.ctid", 0.5)})::real[] AS vector FROM (
      SELECT ctid, vector FROM loopi.embeddings WHERE user_id = ${userId} ORDER BY md5(id) LIMIT ${count}
    ) AS e
  `
  const decoded = yield* Schema.decodeUnknownEffect(Schema.Array(Rows))(rows)
  return decoded.map(({ vector }): Vector => Float32Array.from(vector))
})

const Rows = Schema.Struct({ vector: Schema.Array(Schema.Finite) })

/** Random numbers, anew for each row: the server would else take them once for all. */
const row = (sql: SqlClient.SqlClient, anew: string, times = 1) =>
  sql.literal(`(
    SELECT array_agg(((random() - 0.5) * ${times})::real) FROM generate_series(1, 1024) WHERE ${anew} IS NOT NULL
  )::vector(1024)`)
