/**
 * What a learner may be asked, in order. Each goal's queue is read from its index, as far as the limit, so the time it
 * takes does not depend on how much else is due.
 */
import { GoalId, StudyDay, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { ScheduleRow } from "../internal/rows.ts"

const Unseen = Schema.Struct({ userId: UserId, goalIds: Schema.Array(GoalId), limit: Schema.Int })

const Due = Schema.Struct({ ...Unseen.fields, now: Schema.DateTimeUtcFromDate, today: StudyDay })

export const dueOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findAll({
    Request: Due,
    Result: ScheduleRow,
    execute: ({ goalIds, limit, now, today, userId }) => sql`
      (
        SELECT * FROM schedules
        WHERE user_id = ${userId} AND goal_id = ANY(${goalIds}::uuid[]) AND phase <> 'new' AND due_at <= ${now}
        ORDER BY due_at, due_day, card_id LIMIT ${limit}
      )
      UNION ALL
      SELECT due.* FROM (SELECT DISTINCT unnest(${goalIds}::uuid[]) AS id) AS goal CROSS JOIN LATERAL (
        SELECT * FROM schedules
        WHERE user_id = ${userId} AND goal_id = goal.id AND phase <> 'new' AND due_at IS NULL AND due_day <= ${today}
        ORDER BY due_day, card_id LIMIT ${limit}
      ) AS due
      ORDER BY due_at NULLS LAST, due_day, card_id LIMIT ${limit}
    `
  })

export const waitingOver = (sql: SqlClient.SqlClient) => ({
  unseen: SqlSchema.findAll({
    Request: Unseen,
    Result: ScheduleRow,
    execute: ({ goalIds, limit, userId }) => sql`
      SELECT unseen.* FROM (SELECT DISTINCT unnest(${goalIds}::uuid[]) AS id) AS goal CROSS JOIN LATERAL (
        SELECT * FROM schedules
        WHERE user_id = ${userId} AND goal_id = goal.id AND phase = 'new'
        ORDER BY card_id LIMIT ${limit}
      ) AS unseen
      ORDER BY card_id LIMIT ${limit}
    `
  }),

  nextStepAt: SqlSchema.findOne({
    Request: Schema.Struct({ userId: UserId, goalIds: Schema.Array(GoalId) }),
    Result: Schema.Struct({ at: Schema.NullOr(Schema.DateTimeUtcFromDate) }),
    execute: ({ goalIds, userId }) => sql`
      SELECT min(due_at) AS at FROM schedules
      WHERE user_id = ${userId} AND goal_id = ANY(${goalIds}::uuid[]) AND phase <> 'new' AND due_at IS NOT NULL
    `
  })
})
