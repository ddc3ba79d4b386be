/**
 * What the journal is asked beyond single cards and pages.
 */
import { FlashcardId, StudyDay, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { ReviewRow } from "../internal/rows.ts"

export const journalOver = (sql: SqlClient.SqlClient) => ({
  ofCards: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, cardIds: Schema.Array(FlashcardId) }),
    Result: ReviewRow,
    execute: ({ cardIds, userId }) => sql`
      SELECT * FROM reviews WHERE user_id = ${userId} AND card_id = ANY(${cardIds}::uuid[]) ORDER BY card_id, version
    `
  }),

  ofDays: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, from: StudyDay, to: StudyDay }),
    Result: ReviewRow,
    execute: ({ from, to, userId }) => sql`
      SELECT * FROM reviews WHERE user_id = ${userId} AND study_day BETWEEN ${from} AND ${to}
    `
  }),

  takenBack: SqlSchema.findAll({
    Request: UserId,
    Result: Schema.Struct({ cardId: FlashcardId }),
    execute: (userId) => sql`SELECT DISTINCT card_id FROM reviews WHERE user_id = ${userId} AND rating IS NULL`
  })
})
