import { Array, DateTime, Effect, Layer, Order } from "effect"
import {
  cardText,
  Flashcard,
  FlashcardConflict,
  type FlashcardId,
  FlashcardNotFound,
  type FlashcardRevision,
  rewritten
} from "../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type FlashcardQuery, FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { MemoryTables } from "../MemoryTables.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** Keeps flashcards in a `Map`. */
export const layer: Layer.Layer<FlashcardStore, never, MemoryTables> = Layer.effect(
  FlashcardStore,
  Effect.gen(function* () {
    const { cards, enqueue } = yield* MemoryTables
    const revisions = new Map<FlashcardId, ReadonlyArray<FlashcardRevision>>()
    yield* forgetsWithLearner("flashcard_revisions", revisions, (_, id) => cards.get(id)?.userId)
    yield* forgetsWithLearner("flashcards", cards, ({ userId }) => userId)
    const owned = (userId: UserId, ids: ReadonlyArray<FlashcardId>) =>
      ids.flatMap((id) => cards.get(id) ?? []).filter((card) => card.userId === userId)
    const find = (userId: UserId, id: FlashcardId) =>
      Effect.suspend(() => {
        const [card] = owned(userId, [id])
        return card === undefined ? FlashcardNotFound.make({ id }) : Effect.succeed(card)
      })

    return FlashcardStore.of({
      insert: Effect.fnUntraced(function* (added) {
        added.forEach((card) => cards.set(card.id, card))
        for (const { id, userId } of added) yield* enqueue(userId, "flashcard", [id])
      }),
      get: find,
      update: Effect.fnUntraced(function* ({ id, userId, ...card }, expected) {
        const before = yield* find(userId, id)
        if (!DateTime.Equivalence(before.updatedAt, expected)) return yield* FlashcardConflict.make({ id })
        const { revision, updated } = rewritten(before, card)
        revisions.set(id, [...(revisions.get(id) ?? []), revision])
        cards.set(id, updated)
        if (cardText(before) !== cardText(updated)) yield* enqueue(userId, "flashcard", [id])
        return updated
      }),
      revisions: (userId, id) => Effect.sync(() => owned(userId, [id]).flatMap((card) => revisions.get(card.id) ?? [])),
      many: (userId, ids) => Effect.sync(() => owned(userId, ids)),
      sides: (userId, ids) =>
        Effect.sync(() => owned(userId, ids).map(({ answer, id, question }) => ({ id, question, answer }))),
      list: (userId, query) =>
        Effect.sync(() =>
          Array.sort(
            [...cards.values()].filter((card) => card.userId === userId && matches(card, query)),
            byId
          ).slice(0, query.limit)
        ),
      activate: (userId, ids, at) =>
        Effect.sync(() => {
          for (const card of owned(userId, ids).filter((card) => card.status === "draft")) {
            cards.set(card.id, Flashcard.make({ ...card, status: "active", updatedAt: at }))
          }
        }),
      remove: (userId, ids) =>
        Effect.suspend(() => {
          const gone = owned(userId, ids).map(({ id }) => id)
          for (const id of gone) {
            cards.delete(id)
            revisions.delete(id)
          }
          return enqueue(userId, "flashcard", gone)
        })
    })
  })
)

const byId = Order.mapInput(Order.String, (card: Flashcard) => card.id)

const matches = (card: Flashcard, { after, goalId, nodeId, status }: FlashcardQuery): boolean =>
  (goalId === undefined || card.goalId === goalId) &&
  (nodeId === undefined || card.nodeId === nodeId) &&
  (status === undefined || card.status === status) &&
  (after === undefined || card.id > after)
