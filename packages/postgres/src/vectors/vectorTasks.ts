/**
 * The statements of those who work the outbox off.
 */
import { cardText, EmbeddedKind, goalText, SpaceId, UserId, VectorBackoff, type VectorTask } from "@loopi/core"
import { Effect, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"

const Place = {
  kind: EmbeddedKind,
  id: Schema.String,
  revision: Schema.Int,
  space: Schema.NullOr(SpaceId),
  attempts: Schema.Int
}

const TaskRow = Schema.Struct({
  ...Place,
  userId: UserId,
  title: Schema.NullOr(Schema.String),
  description: Schema.NullOr(Schema.String),
  causedBy: Schema.NullOr(Schema.String),
  question: Schema.NullOr(Schema.String)
})

const Taking = Schema.Struct({
  at: Schema.DateTimeUtcFromDate,
  limit: Schema.Int,
  learners: Schema.optionalKey(Schema.Array(UserId)),
  spaces: Schema.Array(SpaceId)
})

const WaitingRow = Schema.Struct({
  ...Place,
  enqueuedAt: Schema.DateTimeUtcFromDate,
  dueAt: Schema.DateTimeUtcFromDate,
  lastFailure: Schema.NullOr(Schema.String)
})

const SummaryRow = Schema.Struct({
  waiting: Schema.Int,
  failing: Schema.Int,
  stuck: Schema.Int,
  oldestAt: Schema.NullOr(Schema.DateTimeUtcFromDate),
  lastFailure: Schema.NullOr(Schema.String)
})

/** What is due, oldest change first, with the texts as they are now. */
export const dueOver = (sql: SqlClient.SqlClient) => {
  const due = SqlSchema.findAll({
    Request: Taking,
    Result: TaskRow,
    execute: ({ at, learners, limit, spaces }) => {
      const wanted = [
        sql`due_at <= ${at}`,
        sql`(space IS NULL OR space = ANY(${spaces}::text[]))`,
        ...(learners === undefined ? [] : [sql`user_id = ANY(${learners}::uuid[])`])
      ]
      return sql`
        SELECT task.user_id, task.kind, task.id, task.revision::float8 AS revision, task.space, task.attempts,
          task.caused_by, goal.title, goal.description, card.question
        FROM (SELECT * FROM vector_work WHERE ${sql.and(wanted)} ORDER BY revision LIMIT ${limit}) AS task
        LEFT JOIN goals AS goal ON task.kind = 'goal' AND goal.user_id = task.user_id AND goal.id = task.id
        LEFT JOIN flashcards AS card ON task.kind = 'flashcard' AND card.user_id = task.user_id AND card.id = task.id
        ORDER BY task.revision
      `
    }
  })
  return (taking: typeof Taking.Type) => Effect.map(due(taking), (rows) => rows.map(taskOf))
}

const taskOf = ({ description, question, title, ...place }: typeof TaskRow.Type): VectorTask => {
  const goal = title === null || description === null ? null : goalText({ title, description })
  return { ...place, text: question === null ? goal : cardText({ question }) }
}

/** Both leave alone what has changed since it was taken: its revision is another. */
export const finishingOver = (sql: SqlClient.SqlClient) => ({
  done: SqlSchema.void({
    Request: Schema.Array(Schema.Int),
    execute: (revisions) => sql`DELETE FROM vector_work WHERE revision = ANY(${revisions}::int8[])`
  }),

  putOff: SqlSchema.void({
    Request: Schema.Struct({
      revisions: Schema.Array(Schema.Int),
      failures: Schema.Array(Schema.String),
      dueAts: Schema.Array(Schema.DateTimeUtcFromDate)
    }),
    execute: ({ dueAts, failures, revisions }) => sql`
      UPDATE vector_work AS task SET attempts = attempts + 1, last_failure = failed.failure, due_at = failed.due_at
      FROM unnest(${revisions}::int8[], ${failures}::text[], ${dueAts}::timestamptz[]) AS failed (revision, failure, due_at)
      WHERE task.revision = failed.revision
    `
  })
})

export const lookingOver = (sql: SqlClient.SqlClient) => ({
  waiting: SqlSchema.findAll({
    Request: UserId,
    Result: WaitingRow,
    execute: (userId) => sql`
      SELECT kind, id, revision::float8 AS revision, space, attempts, enqueued_at, due_at, last_failure
      FROM vector_work WHERE user_id = ${userId} ORDER BY revision
    `
  }),

  waitingFor: SqlSchema.findOne({
    Request: SpaceId,
    Result: Schema.Struct({ waiting: Schema.Int }),
    execute: (space) => sql`SELECT count(*)::int AS waiting FROM vector_work WHERE space = ${space}`
  }),

  summary: SqlSchema.findOne({
    Request: Schema.Void,
    Result: SummaryRow,
    execute: () => sql`
      SELECT count(*)::int AS waiting,
        count(*) FILTER (WHERE attempts > 0)::int AS failing,
        count(*) FILTER (WHERE attempts >= ${VectorBackoff.stuckAfter})::int AS stuck,
        min(enqueued_at) AS oldest_at,
        (array_agg(last_failure ORDER BY revision DESC) FILTER (WHERE attempts > 0))[1] AS last_failure
      FROM vector_work
    `
  })
})
