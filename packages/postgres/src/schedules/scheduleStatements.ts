/**
 * The statements that read and write schedules by card.
 */
import { FlashcardId, GoalId, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { ReviewRow, ScheduleRow } from "../internal/rows.ts"
import { columnsOf, valuesOf } from "./selectRow.ts"

export const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, cardId: FlashcardId }),
    Result: ScheduleRow,
    execute: ({ cardId, userId }) => sql`SELECT * FROM schedules WHERE user_id = ${userId} AND card_id = ${cardId}`
  }),

  ofGoals: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, goalIds: Schema.Array(GoalId) }),
    Result: ScheduleRow,
    execute: ({ goalIds, userId }) => sql`
      SELECT * FROM schedules WHERE user_id = ${userId} AND goal_id = ANY(${goalIds}::uuid[]) ORDER BY card_id
    `
  })
})

export const writingOver = (sql: SqlClient.SqlClient) => ({
  /** Which of the cards are still there. They stay until the transaction ends: nobody removes them meanwhile. */
  stillThere: SqlSchema.findAll({
    Request: Schema.NonEmptyArray(ScheduleRow),
    Result: Schema.Struct({ id: FlashcardId }),
    execute: ([first, ...rest]) => sql`
      SELECT id FROM flashcards
      WHERE user_id = ${first.userId} AND id = ANY(${[first, ...rest].map(({ cardId }) => cardId)}::uuid[])
      FOR KEY SHARE
    `
  }),

  start: SqlSchema.void({
    Request: Schema.NonEmptyArray(ScheduleRow),
    execute: (rows) =>
      sql`INSERT INTO schedules ${sql.insert(rows)} ON CONFLICT (user_id, card_id) DO NOTHING`.unprepared
  }),

  remove: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, cardIds: Schema.Array(FlashcardId) }),
    execute: ({ cardIds, userId }) => sql`
      DELETE FROM schedules WHERE user_id = ${userId} AND card_id = ANY(${cardIds}::uuid[])
    `
  })
})

/**
 * One statement and so one commit: the version decides who saves, and only who saves writes the review. It also tells
 * whether there was a schedule at all.
 */
export const recordOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findOne({
    Request: Schema.Struct({ schedule: ScheduleRow, review: ReviewRow }),
    Result: Schema.Struct({ saved: Schema.Boolean, kept: Schema.Boolean }),
    execute: ({ review, schedule }) => sql`
      WITH saved AS (
        UPDATE schedules SET ${sql.update(schedule, ["userId", "cardId", "goalId"])}
        WHERE user_id = ${schedule.userId} AND card_id = ${schedule.cardId} AND version = ${schedule.version - 1}
        RETURNING version
      ), logged AS (
        INSERT INTO reviews (${columnsOf(sql, review)}) SELECT ${valuesOf(sql, review)} FROM saved
      )
      SELECT
        EXISTS (SELECT FROM saved) AS saved,
        EXISTS (SELECT FROM schedules WHERE user_id = ${schedule.userId} AND card_id = ${schedule.cardId}) AS kept
    `
  })
