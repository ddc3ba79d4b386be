/**
 * A card's whole history in a few numbers. Ratings taken back do not count.
 */
import { Schema } from "effect"
import { FlashcardId } from "./Flashcard.ts"
import { stillStanding } from "../study/Progress.ts"
import type { Review } from "../reviews/Review.ts"

export const CardTally = Schema.Struct({
  cardId: FlashcardId,
  reviews: Schema.Int,
  /** How often it was forgotten once it had been learned. */
  lapses: Schema.Int,
  lastReviewedAt: Schema.DateTimeUtc
})
export type CardTally = typeof CardTally.Type

/** Adds up one card's reviews, which come in order of version; nothing when none stands. */
export const tally = (history: ReadonlyArray<Review>): CardTally | undefined => {
  const standing = stillStanding(history)
  const last = standing.at(-1)
  return (
    last && {
      cardId: last.cardId,
      reviews: standing.length,
      lapses: standing.filter(({ phase, rating }) => phase === "review" && rating === 1).length,
      lastReviewedAt: last.reviewedAt
    }
  )
}
