/**
 * Adds up a learner's reviews by study day, without those that were taken back: what `stillStanding` and `summarise`
 * of the core say, in SQL.
 */
import { Progression, StudyDay, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"

const Range = Schema.Struct({ userId: UserId, from: StudyDay, to: StudyDay })

/**
 * The days of a range that have standing ratings, oldest first.
 *
 * **Details**
 *
 * Ratings and undo lines nest like brackets. With +1 for a rating and -1 for an undo, a rating was taken back if the
 * running sum falls below where that rating put it, later on. (An undo that finds nothing to undo comes when every
 * rating before it is taken back already, so it changes nothing.) Only cards with an undo line are walked, but those
 * from their first review on: an undo reaches back across days.
 */
export const daysOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findAll({
    Request: Range,
    Result: Progression.DaySummary,
    execute: ({ from, to, userId }) => sql`
      WITH walked AS (
        SELECT card_id, version, sum(CASE WHEN rating IS NULL THEN -1 ELSE 1 END) OVER card AS height
        FROM reviews
        WHERE user_id = ${userId}
          AND card_id IN (SELECT card_id FROM reviews WHERE user_id = ${userId} AND rating IS NULL)
        WINDOW card AS (PARTITION BY card_id ORDER BY version)
      ), looking_ahead AS (
        SELECT card_id, version, height, min(height) OVER later AS lowest FROM walked
        WINDOW later AS (PARTITION BY card_id ORDER BY version DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      ), taken_back AS (
        SELECT card_id, version FROM looking_ahead WHERE lowest < height
      )
      SELECT study_day AS day,
        count(*)::int AS reviews,
        (count(*) FILTER (WHERE phase = 'new'))::int AS introduced,
        jsonb_build_object(
          'asked', count(*) FILTER (WHERE phase = 'review' AND elapsed_days > 0),
          'recalled', count(*) FILTER (WHERE phase = 'review' AND elapsed_days > 0 AND rating <> 1)
        ) AS mature,
        coalesce(sum(duration_ms), 0)::float8 AS duration_ms
      FROM reviews
      WHERE user_id = ${userId} AND study_day BETWEEN ${from} AND ${to} AND rating IS NOT NULL
        AND (card_id, version) NOT IN (SELECT card_id, version FROM taken_back)
      GROUP BY study_day ORDER BY study_day
    `
  })
