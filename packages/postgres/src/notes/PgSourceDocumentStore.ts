/**
 * Keeps a learner's notes in the `source_documents` table.
 */
import {
  GoalId,
  SourceDocument,
  SourceDocumentId,
  SourceDocumentNotFound,
  SourceDocumentStore,
  UserId
} from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asLearnerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"

/** A note as the table holds it. */
const SourceDocumentRow = Schema.Struct({
  ...SourceDocument.fields,
  createdAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(SourceDocument))

export const layer: Layer.Layer<SourceDocumentStore, never, SqlClient.SqlClient> = Layer.effect(
  SourceDocumentStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, insert, list } = statementsOver(sql)

    return SourceDocumentStore.of({
      insert: (document) =>
        insert(document).pipe(asLearnerOnce(sql, document.userId), orUnavailable("SourceDocumentStore.insert")),
      get: (userId, id) =>
        find({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SourceDocumentStore.get"),
          Effect.flatMap(Option.match({ onNone: () => SourceDocumentNotFound.make({ id }), onSome: Effect.succeed }))
        ),
      list: (userId, goalId) =>
        list({ userId, goalId }).pipe(asLearnerOnce(sql, userId), orUnavailable("SourceDocumentStore.list"))
    })
  })
)

const statementsOver = (sql: SqlClient.SqlClient) => ({
  insert: SqlSchema.void({
    Request: SourceDocumentRow,
    execute: (row) => sql`INSERT INTO source_documents ${sql.insert(row)}`
  }),

  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: SourceDocumentId }),
    Result: SourceDocumentRow,
    execute: ({ id, userId }) => sql`SELECT * FROM source_documents WHERE user_id = ${userId} AND id = ${id}`
  }),

  list: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, goalId: GoalId }),
    Result: SourceDocumentRow,
    execute: ({ goalId, userId }) => sql`
      SELECT * FROM source_documents WHERE user_id = ${userId} AND goal_id = ${goalId} ORDER BY created_at, id
    `
  })
})
