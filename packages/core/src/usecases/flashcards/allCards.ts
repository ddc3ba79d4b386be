/**
 * All of a learner's cards, by id, page by page: without holding them in memory.
 */
import { Array, Effect, Option, Stream } from "effect"
import type { Flashcard, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

export const allCards = (
  cards: FlashcardStore["Service"],
  userId: UserId
): Stream.Stream<Flashcard, StoreUnavailable> =>
  Stream.paginate<FlashcardId | undefined, Flashcard, StoreUnavailable>(undefined, (after) =>
    Effect.map(cards.list(userId, { limit: pageSize, ...(after !== undefined && { after }) }), (page) => [
      page,
      // A short page is the last one.
      page.length < pageSize ? Option.none() : Option.map(Array.last(page), ({ id }) => id)
    ])
  )

const pageSize = 1_000
