/**
 * Lies told with care: the schedule and every list agree with the history that was tampered with.
 */
import { type FlashcardId, type Review, ReviewId } from "@loopi/core"
import { fold } from "../fold.ts"
import type { History } from "../History.ts"
import { acknowledged, keeping, middle } from "./Mutation.ts"
import { changed, isLast } from "./oneReview.ts"

export const newId = ReviewId.make("00000000-0000-7000-8000-0000000000fe")

/** The last review of a card has never been. */
export const rolledBack = (history: History): History => {
  const { reviews } = history.kept
  const known = new Set(history.attempts.filter(acknowledged).map(({ cardId, version }) => `${cardId} ${version + 1}`))
  const victim = middle(
    reviews.filter((review, i) => isLast(review, i, reviews) && known.has(`${review.cardId} ${review.version}`))
  )
  return consistent(
    history,
    victim.cardId,
    reviews.filter((review) => review !== victim)
  )
}

/** A card has been rated once more. */
export const invented = (history: History): History => {
  const { reviews } = history.kept
  const last = middle(reviews.filter(isLast))
  const more = changed(last, { id: newId, version: last.version + 1 })
  return consistent(
    history,
    last.cardId,
    reviews.flatMap((review) => (review === last ? [review, more] : [review]))
  )
}

const consistent = (history: History, cardId: FlashcardId, reviews: ReadonlyArray<Review>): History => {
  const { cards, schedules } = history.kept
  const ofCard = reviews.filter((review) => review.cardId === cardId)
  const folded = cards.filter(({ id }) => id === cardId).map((card) => fold(card, ofCard).last)
  return keeping(history, {
    reviews,
    latest: reviews.toSorted(({ id: a }, { id: b }) => (a < b ? 1 : -1)),
    schedules: schedules.map((schedule) => folded.find((one) => one.cardId === schedule.cardId) ?? schedule)
  })
}
