/**
 * What a learner's vectors should have been computed from: the texts of goals and cards, as their hashes.
 */
import { Effect, Stream } from "effect"
import type { EmbeddedKind } from "../../domain/vectors/Embedding.ts"
import { cardText } from "../../domain/flashcards/Flashcard.ts"
import { goalText } from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { allCards } from "../flashcards/allCards.ts"
import { contentHash } from "../vectors/contentHash.ts"

export interface Meaning {
  readonly kind: EmbeddedKind
  readonly id: string
  readonly contentHash: string
}

export const meaningKey = ({ id, kind }: Pick<Meaning, "kind" | "id">): string => `${kind}/${id}`

export const meaningsOf = Effect.gen(function* () {
  const goals = yield* GoalStore
  const cards = yield* FlashcardStore

  return Effect.fnUntraced(function* (userId: UserId) {
    const live = new Map<string, Meaning>()
    const add = Effect.fnUntraced(function* (kind: EmbeddedKind, id: string, text: string) {
      live.set(meaningKey({ kind, id }), { kind, id, contentHash: yield* contentHash(text) })
    })
    for (const goal of yield* goals.list(userId)) yield* add("goal", goal.id, goalText(goal))
    yield* Stream.runForEach(allCards(cards, userId), (card) => add("flashcard", card.id, cardText(card)))
    return live
  })
})
