/**
 * A page of flashcards, and where the next one begins.
 */
import { Flashcard, FlashcardId } from "@loopi/core"
import { Schema } from "effect"

export const pageLimit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))
export const defaultPageLimit = 50

export const FlashcardPage = Schema.Struct({
  flashcards: Schema.Array(Flashcard),
  /** The last card of this page if there are more after it. */
  next: Schema.NullOr(FlashcardId)
})
export type FlashcardPage = typeof FlashcardPage.Type

/** Makes a page of `limit` from what was found by asking for one more. */
export const pageOf = (found: ReadonlyArray<Flashcard>, limit: number): FlashcardPage => {
  const flashcards = found.slice(0, limit)
  return { flashcards, next: found.length > limit ? (flashcards.at(-1)?.id ?? null) : null }
}
