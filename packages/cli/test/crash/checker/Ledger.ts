/**
 * A history sorted for looking things up: attempts and reviews by the place they take in a card's history.
 */
import type { FlashcardId, Review } from "@loopi/core"
import { DateTime } from "effect"
import { type Folded, fold } from "./fold.ts"
import type { Attempt, History } from "./History.ts"

export interface Ledger extends History {
  readonly cardIds: ReadonlySet<FlashcardId>
  /** Each card's reviews, in the order in which they were read. */
  readonly reviewsOf: (cardId: FlashcardId) => ReadonlyArray<Review>
  readonly foldedOf: (cardId: FlashcardId) => Folded | undefined
  /** All attempts at a place in a card's history, whatever became of them. */
  readonly attemptsAt: (cardId: FlashcardId, version: number) => ReadonlyArray<Attempt>
  readonly reviewAt: (cardId: FlashcardId, version: number) => Review | undefined
}

export const ledgerOf = (history: History): Ledger => {
  const { attempts, kept } = history
  const byCard = Map.groupBy(kept.reviews, (review) => review.cardId)
  const atPlace = Map.groupBy(attempts, ({ cardId, version }) => place(cardId, version + 1))
  const reviewAtPlace = new Map(kept.reviews.map((review) => [place(review.cardId, review.version), review]))
  const folded = new Map(kept.cards.map((card) => [card.id, fold(card, byCard.get(card.id) ?? [])]))
  return {
    ...history,
    cardIds: new Set(kept.cards.map((card) => card.id)),
    reviewsOf: (cardId) => byCard.get(cardId) ?? [],
    foldedOf: (cardId) => folded.get(cardId),
    attemptsAt: (cardId, version) => atPlace.get(place(cardId, version)) ?? [],
    reviewAt: (cardId, version) => reviewAtPlace.get(place(cardId, version))
  }
}

const place = (cardId: FlashcardId, version: number): string => `${cardId} ${version}`

/** What the review holds that the attempt did not send. Two clocks of one machine may round differently. */
export const differenceOf = (attempt: Attempt, review: Review): string | undefined => {
  if (attempt.rating !== review.rating) return "rating"
  if (attempt.durationMs !== review.durationMs) return "duration"
  const reviewedAt = DateTime.toEpochMillis(review.reviewedAt)
  const { ended, sent } = attempt
  const fits =
    attempt.reviewedAt === null
      ? sent.at - 1 <= reviewedAt && reviewedAt <= ended.at + 1
      : attempt.reviewedAt === reviewedAt
  return fits ? undefined : "time"
}
