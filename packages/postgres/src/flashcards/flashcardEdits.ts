/**
 * Writes a flashcard anew and keeps what stood there, within the transaction that is open.
 */
import {
  cardText,
  type Flashcard,
  FlashcardConflict,
  FlashcardId,
  FlashcardNotFound,
  rewritten,
  UserId
} from "@loopi/core"
import { DateTime, Effect, Option, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { enqueueOver } from "../vectors/vectorWork.ts"
import { FlashcardRow, RevisionRow } from "./flashcardRows.ts"

const CardKey = Schema.Struct({ userId: UserId, id: FlashcardId })

export const editingOver = (sql: SqlClient.SqlClient) => {
  const { hold, keep, replace } = writingOver(sql)
  const enqueue = enqueueOver(sql)

  return Effect.fn("PgFlashcardStore.update")(function* (card: Flashcard, expected: DateTime.Utc) {
    const { id, userId } = card
    const held = yield* hold({ userId, id })
    if (Option.isNone(held)) return yield* FlashcardNotFound.make({ id })
    const before = held.value
    if (!DateTime.Equivalence(before.updatedAt, expected)) return yield* FlashcardConflict.make({ id })
    const { revision, updated } = rewritten(before, card)
    yield* keep({ userId, cardId: id, ...revision })
    yield* replace(updated)
    if (cardText(before) !== cardText(updated)) yield* enqueue(userId, "flashcard", [id])
    return updated
  })
}

export const revisionsOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findAll({
    Request: CardKey,
    Result: RevisionRow,
    execute: ({ id, userId }) => sql`
      SELECT * FROM flashcard_revisions WHERE user_id = ${userId} AND card_id = ${id} ORDER BY replaced_at
    `
  })

const writingOver = (sql: SqlClient.SqlClient) => ({
  /** The card stays as it is until this transaction ends. */
  hold: SqlSchema.findOneOption({
    Request: CardKey,
    Result: FlashcardRow,
    execute: ({ id, userId }) => sql`
      SELECT * FROM flashcards WHERE user_id = ${userId} AND id = ${id} FOR NO KEY UPDATE
    `
  }),

  keep: SqlSchema.void({
    Request: Schema.Struct({ userId: UserId, cardId: FlashcardId, ...RevisionRow.fields }),
    execute: (row) => sql`INSERT INTO flashcard_revisions ${sql.insert(row)}`
  }),

  replace: SqlSchema.void({
    Request: FlashcardRow,
    execute: ({ answer, authorship, distractors, id, kind, question, updatedAt, userId }) => sql`
      UPDATE flashcards SET ${sql.update({ answer, authorship, distractors, kind, question, updatedAt })}
      WHERE user_id = ${userId} AND id = ${id}
    `
  })
})
