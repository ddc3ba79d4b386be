import { Array, Effect, Layer, Order } from "effect"
import { Flashcard, type FlashcardId, FlashcardNotFound } from "../domain/Flashcard.ts"
import type { UserId } from "../domain/User.ts"
import { type FlashcardQuery, FlashcardStore } from "../ports/FlashcardStore.ts"
import { MemoryTables } from "./MemoryTables.ts"

/** Keeps flashcards in a `Map`. */
export const layer: Layer.Layer<FlashcardStore, never, MemoryTables> = Layer.effect(
  FlashcardStore,
  Effect.gen(function* () {
    const { cards, enqueue } = yield* MemoryTables
    const owned = (userId: UserId, ids: ReadonlyArray<FlashcardId>) =>
      ids.flatMap((id) => cards.get(id) ?? []).filter((card) => card.userId === userId)

    return FlashcardStore.of({
      insert: Effect.fnUntraced(function* (added) {
        added.forEach((card) => cards.set(card.id, card))
        for (const { id, userId } of added) yield* enqueue(userId, "flashcard", [id])
      }),
      get: (userId, id) =>
        Effect.suspend(() => {
          const [card] = owned(userId, [id])
          return card === undefined ? FlashcardNotFound.make({ id }) : Effect.succeed(card)
        }),
      many: (userId, ids) => Effect.sync(() => owned(userId, ids)),
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
          gone.forEach((id) => cards.delete(id))
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
