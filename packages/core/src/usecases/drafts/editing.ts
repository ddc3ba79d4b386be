/**
 * Writes a card as the learner wants it.
 */
import { DateTime, Effect } from "effect"
import { checkDistractors, isAcceptable } from "../../domain/CardQuality.ts"
import { type Distractors, Flashcard, type FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { CardEdit } from "./Draft.ts"
import { Projector } from "../vectors/Projector.ts"
import { findingsOf, placing } from "./placing.ts"
import { repeating } from "./previewing.ts"

/** Wrong options as far as they go with the card. */
export const fitting = (card: { readonly answer: string }, distractors: Distractors): Distractors =>
  distractors.length > 0 && isAcceptable(checkDistractors(card, distractors)) ? distractors : []

export const editing = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const projector = yield* Projector
  const place = yield* placing
  const repeatsOf = yield* repeating

  return Effect.fn("Drafts.edit")(function* (
    userId: UserId,
    id: FlashcardId,
    change: CardEdit,
    expected?: DateTime.Utc
  ) {
    const before = yield* cards.get(userId, id)

    const answer = change.answer ?? before.answer
    const isReworded = answer !== before.answer || (change.question ?? before.question) !== before.question
    const edited = Flashcard.make({
      ...before,
      ...change,
      distractors: fitting({ answer }, change.distractors ?? before.distractors),
      // Else an author would be praised or blamed for what is the learner's.
      authorship: isReworded ? byHand : before.authorship,
      updatedAt: yield* DateTime.now
    })

    const card = yield* cards.update(edited, expected ?? before.updatedAt)
    yield* projector.settle(userId)
    const where = (yield* place([card]))(card)
    const { hits } = yield* repeatsOf(userId, [card])
    return { card, findings: where === null ? [] : findingsOf(card, where), duplicates: hits[0] ?? [] }
  })
})

const byHand = { author: "learner", model: null, promptVersion: null, confidence: 1 }
