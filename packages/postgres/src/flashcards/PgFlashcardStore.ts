/**
 * Keeps flashcards in the `flashcards` table.
 */
import {
  FlashcardId,
  FlashcardNotFound,
  FlashcardStatus,
  FlashcardStore,
  GoalId,
  SkillNodeId,
  UserId
} from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asLearner, asLearnerOf, asLearnerOnce } from "../internal/asLearner.ts"
import { inBatches } from "../internal/inBatches.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { Change, changeNow, enqueuing } from "../vectors/vectorWork.ts"
import { editingOver, revisionsOver } from "./flashcardEdits.ts"
import { FlashcardRow } from "./flashcardRows.ts"

const Cards = Schema.Struct({ userId: UserId, ids: Schema.Array(FlashcardId) })

const Page = Schema.Struct({
  userId: UserId,
  goalId: Schema.optionalKey(GoalId),
  nodeId: Schema.optionalKey(SkillNodeId),
  status: Schema.optionalKey(FlashcardStatus),
  after: Schema.optionalKey(FlashcardId),
  limit: Schema.optionalKey(Schema.Int)
})

export const layer: Layer.Layer<FlashcardStore, never, SqlClient.SqlClient> = Layer.effect(
  FlashcardStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, many, sides } = readingOver(sql)
    const list = listOver(sql)
    const { activate, insert, remove } = writingOver(sql)
    const update = editingOver(sql)
    const revisions = revisionsOver(sql)

    return FlashcardStore.of({
      insert: Effect.fnUntraced(function* (cards) {
        const change = yield* changeNow
        yield* inBatches(cards, (rows) => insert({ rows, change })).pipe(
          (added) => asLearnerOf(sql, cards, added),
          orUnavailable("FlashcardStore.insert")
        )
      }),
      get: (userId, id) =>
        find({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("FlashcardStore.get"),
          Effect.flatMap(Option.match({ onNone: () => FlashcardNotFound.make({ id }), onSome: Effect.succeed }))
        ),
      many: (userId, ids) =>
        many({ userId, ids }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.many")),
      sides: (userId, ids) =>
        sides({ userId, ids }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.sides")),
      list: (userId, query) =>
        list({ userId, ...query }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.list")),
      update: (card, expected) =>
        update(card, expected).pipe(asLearner(sql, card.userId), orUnavailable("FlashcardStore.update")),
      revisions: (userId, id) =>
        revisions({ userId, id }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.revisions")),
      activate: (userId, ids, at) =>
        activate({ userId, ids, at }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.activate")),
      remove: Effect.fnUntraced(function* (userId, ids) {
        const change = yield* changeNow
        yield* remove({ userId, ids, change }).pipe(asLearnerOnce(sql, userId), orUnavailable("FlashcardStore.remove"))
      })
    })
  })
)

const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: FlashcardId }),
    Result: FlashcardRow,
    execute: ({ id, userId }) => sql`SELECT * FROM flashcards WHERE user_id = ${userId} AND id = ${id}`
  }),

  many: SqlSchema.findAll({
    Request: Cards,
    Result: FlashcardRow,
    execute: ({ ids, userId }) => sql`
      SELECT card.* FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN flashcards AS card ON card.user_id = ${userId} AND card.id = wanted.id
      ORDER BY wanted.place
    `
  }),

  // Short of a full row, as a check for duplicates waits for dozens of them. Its names need no change of case.
  sides: SqlSchema.findAll({
    Request: Cards,
    Result: Schema.Struct({ id: FlashcardId, question: Schema.String, answer: Schema.String }),
    execute: ({ ids, userId }) =>
      sql`
      SELECT id, question, answer FROM flashcards WHERE user_id = ${userId} AND id = ANY(${ids}::uuid[])
    `.withoutTransform
  })
})

const listOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findAll({
    Request: Page,
    Result: FlashcardRow,
    execute: ({ after, goalId, limit = null, nodeId, status, userId }) => {
      const wanted = [
        sql`user_id = ${userId}`,
        ...(goalId === undefined ? [] : [sql`goal_id = ${goalId}`]),
        ...(nodeId === undefined ? [] : [sql`node_id = ${nodeId}`]),
        ...(status === undefined ? [] : [sql`status = ${status}`]),
        ...(after === undefined ? [] : [sql`id > ${after}`])
      ]
      return sql`SELECT * FROM flashcards WHERE ${sql.and(wanted)} ORDER BY id LIMIT ${limit}`
    }
  })

const writingOver = (sql: SqlClient.SqlClient) => ({
  insert: SqlSchema.void({
    Request: Schema.Struct({ rows: Schema.NonEmptyArray(FlashcardRow), change: Change }),
    execute: ({ change, rows }) =>
      sql`
        WITH added AS (INSERT INTO flashcards ${sql.insert(rows)} RETURNING user_id, id)
        ${enqueuing(sql, sql`added`, "flashcard", change)}
      `.unprepared
  }),

  activate: SqlSchema.void({
    Request: Schema.Struct({ ...Cards.fields, at: Schema.DateTimeUtcFromDate }),
    execute: ({ at, ids, userId }) => sql`
      UPDATE flashcards SET status = 'active', updated_at = ${at}
      WHERE user_id = ${userId} AND id = ANY(${ids}::uuid[]) AND status = 'draft'
    `
  }),

  remove: SqlSchema.void({
    Request: Schema.Struct({ ...Cards.fields, change: Change }),
    execute: ({ change, ids, userId }) => sql`
      WITH removed AS (
        DELETE FROM flashcards WHERE user_id = ${userId} AND id = ANY(${ids}::uuid[]) RETURNING user_id, id
      )
      ${enqueuing(sql, sql`removed`, "flashcard", change)}
    `
  })
})
