/**
 * The half of the outbox that the stores write, each within the statement or transaction that changes a text.
 */
import { currentTraceparent, EmbeddedKind, SpaceId, UserId } from "@loopi/core"
import { DateTime, Effect, Schema } from "effect"
import { type SqlClient, SqlSchema, type Statement } from "effect/sql"

/** When a change is made, and in which trace. */
export const Change = Schema.Struct({ at: Schema.DateTimeUtcFromDate, causedBy: Schema.NullOr(Schema.String) })

export const changeNow = Effect.all({ at: DateTime.now, causedBy: currentTraceparent })

/** Adds a task for each row with a `user_id` and an `id`, or a new revision to the one there is. */
export const enqueuing = (
  sql: SqlClient.SqlClient,
  rows: Statement.Fragment,
  kind: EmbeddedKind,
  { at, causedBy }: typeof Change.Encoded
): Statement.Statement<object> => sql`
  INSERT INTO vector_work (user_id, kind, id, enqueued_at, due_at, caused_by)
  SELECT user_id, ${kind}, id, ${at}::timestamptz, ${at}::timestamptz, ${causedBy} FROM ${rows} AS changed
  ON CONFLICT (user_id, kind, id) DO UPDATE
  SET revision = DEFAULT, due_at = excluded.due_at, attempts = 0, last_failure = NULL, caused_by = excluded.caused_by
`

/** Adds tasks for what is named. */
export const enqueueOver = (sql: SqlClient.SqlClient) => {
  const enqueue = SqlSchema.void({
    Request: Schema.Struct({
      userId: UserId,
      kind: EmbeddedKind,
      ids: Schema.Array(Schema.String),
      change: Change
    }),
    execute: ({ change, ids, kind, userId }) => {
      const rows = sql`(SELECT DISTINCT ${userId}::uuid AS user_id, id FROM unnest(${ids}::uuid[]) AS named (id))`
      return enqueuing(sql, rows, kind, change)
    }
  })
  return Effect.fnUntraced(function* (userId: UserId, kind: EmbeddedKind, ids: ReadonlyArray<string>) {
    yield* enqueue({ userId, kind, ids, change: yield* changeNow })
  })
}

/** Adds a task for every goal and flashcard there is, to fill the space. */
export const enqueueAllOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findOne({
    Request: Schema.Struct({ space: SpaceId, at: Schema.DateTimeUtcFromDate }),
    Result: Schema.Struct({ added: Schema.Int }),
    execute: ({ at, space }) => sql`
      WITH added AS (
        INSERT INTO vector_work (user_id, kind, id, space, enqueued_at, due_at)
        SELECT user_id, kind, id, ${space}, ${at}::timestamptz, ${at}::timestamptz FROM (
          SELECT user_id, 'goal' AS kind, id FROM goals UNION ALL SELECT user_id, 'flashcard', id FROM flashcards
        ) AS kept
        ON CONFLICT (user_id, kind, id) DO UPDATE
        SET revision = DEFAULT, space = excluded.space, due_at = excluded.due_at, attempts = 0, last_failure = NULL
        RETURNING 1
      )
      SELECT count(*)::int AS added FROM added
    `
  })
