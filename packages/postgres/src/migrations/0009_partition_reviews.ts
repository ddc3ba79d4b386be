/**
 * Reviews are most of what there is: eight tables, each with the whole history of an eighth of the learners. Once the
 * archive has a review it says since when, and what it does not have yet is found by an index of its own.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

const partitions = 8

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* stepAside(sql)
  yield* sql`
    CREATE TABLE reviews (
      LIKE reviews_in_one INCLUDING CONSTRAINTS,
      archived_at TIMESTAMPTZ,
      CONSTRAINT reviews_by_card PRIMARY KEY (user_id, card_id, version),
      CONSTRAINT reviews_by_id UNIQUE (user_id, id),
      FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE
    ) PARTITION BY HASH (user_id)
  `
  yield* Effect.forEach(Array.from({ length: partitions }).keys(), (i) => newPartition(sql, i), { discard: true })
  yield* sql`INSERT INTO reviews SELECT *, NULL FROM reviews_in_one`
  yield* sql`DROP TABLE reviews_in_one`
  yield* sql`CREATE INDEX reviews_by_day ON reviews (user_id, study_day)`
  yield* sql`CREATE INDEX reviews_taken_back ON reviews (user_id, card_id) WHERE rating IS NULL`
  yield* sql`CREATE INDEX reviews_to_archive ON reviews (id) WHERE archived_at IS NULL`
  yield* sql`CREATE INDEX reviews_archived ON reviews (archived_at) WHERE archived_at IS NOT NULL`
  yield* protect(sql, "reviews", { learner: ["SELECT", "INSERT"] })
})

/** The table as it was, under another name, and readable by the owner who copies it. */
const stepAside = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  yield* sql`ALTER TABLE reviews RENAME TO reviews_in_one`
  yield* sql`ALTER TABLE reviews_in_one NO FORCE ROW LEVEL SECURITY`
  yield* sql`ALTER INDEX reviews_by_card RENAME TO reviews_in_one_by_card`
  yield* sql`ALTER INDEX reviews_by_id RENAME TO reviews_in_one_by_id`
  yield* sql`ALTER INDEX reviews_by_day RENAME TO reviews_in_one_by_day`
  yield* sql`ALTER INDEX reviews_taken_back RENAME TO reviews_in_one_taken_back`
})

/** Without a grant and without a policy: rows are reached through `reviews` alone. */
const newPartition = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, remainder: number) {
  const name = sql(`reviews_${remainder}`)
  const bounds = sql.literal(`MODULUS ${partitions}, REMAINDER ${remainder}`)
  yield* sql`CREATE TABLE ${name} PARTITION OF reviews FOR VALUES WITH (${bounds})`
  yield* sql`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`
  yield* sql`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`
})
