/**
 * The statements that add reviews and read them one by one.
 */
import { FlashcardId, Review, ReviewId, UserId } from "@loopi/core"
import { Effect, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { ReviewRow } from "../internal/rows.ts"

const Newest = Schema.Struct({ userId: UserId, before: Schema.optionalKey(ReviewId), limit: Schema.Int })

/** The page that follows a review, in the order of cards and versions. */
const PageAfter = Schema.Struct({
  userId: UserId,
  last: Schema.UndefinedOr(Schema.Struct({ cardId: FlashcardId, version: Review.fields.version })),
  limit: Schema.Int
})

export const appendOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.void({
    Request: Schema.NonEmptyArray(ReviewRow),
    execute: (rows) => sql`INSERT INTO reviews ${sql.insert(rows)} ON CONFLICT (user_id, id) DO NOTHING`.unprepared
  })

export const readingOver = (sql: SqlClient.SqlClient) => ({
  ofCard: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, cardId: FlashcardId }),
    Result: ReviewRow,
    execute: ({ cardId, userId }) => sql`
      SELECT * FROM reviews WHERE user_id = ${userId} AND card_id = ${cardId} ORDER BY version
    `
  }),

  latest: SqlSchema.findAll({
    Request: Newest,
    Result: ReviewRow,
    execute: ({ before, limit, userId }) => {
      const older = before === undefined ? sql`` : sql`AND id < ${before}`
      return sql`SELECT * FROM reviews WHERE user_id = ${userId} ${older} ORDER BY id DESC LIMIT ${limit}`
    }
  }),

  pageAfter: SqlSchema.findAll({
    Request: PageAfter,
    Result: ReviewRow,
    execute: ({ last, limit, userId }) => {
      const further = last === undefined ? sql`` : sql`AND (card_id, version) > (${last.cardId}, ${last.version})`
      return sql`SELECT * FROM reviews WHERE user_id = ${userId} ${further} ORDER BY card_id, version LIMIT ${limit}`
    }
  }),

  learners: Effect.suspend(() =>
    Effect.map(
      SqlSchema.findAll({
        Request: Schema.Void,
        Result: Schema.Struct({ userId: UserId }),
        execute: () => sql`SELECT DISTINCT user_id FROM reviews`
      })(undefined),
      (rows) => rows.map(({ userId }) => userId)
    )
  )
})
