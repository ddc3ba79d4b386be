/**
 * Asks a tier whose reviews are all at hand.
 */
import { Array, Effect, type Order, Stream } from "effect"
import { byCardAndVersion, newestFirst, type Review } from "../../domain/reviews/Review.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { ReviewTier } from "../../ports/reviews/ReviewTier.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

export const tierOver = (held: Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>): ReviewTier => {
  const chosen = (userId: UserId, order: Order.Order<Review>, isChosen: (review: Review) => boolean) =>
    Effect.map(held, (reviews) =>
      Array.sort(
        reviews.filter((review) => review.userId === userId && isChosen(review)),
        order
      )
    )
  return {
    ofCards: (userId, cardIds) => chosen(userId, byCardAndVersion, ({ cardId }) => cardIds.includes(cardId)),
    latest: (userId, { before, limit }) =>
      Effect.map(
        chosen(userId, newestFirst, ({ id }) => before === undefined || id < before),
        Array.take(limit)
      ),
    ofDays: (userId, { from, to }) =>
      chosen(userId, byCardAndVersion, ({ studyDay }) => from <= studyDay && studyDay <= to),
    takenBack: (userId) =>
      Effect.map(
        chosen(userId, byCardAndVersion, ({ rating }) => rating === null),
        (lines) => new Set(lines.map(({ cardId }) => cardId))
      ),
    replay: (userId) => Stream.fromIterableEffect(chosen(userId, byCardAndVersion, () => true)),
    learners: Stream.fromIterableEffect(Effect.map(held, (reviews) => new Set(reviews.map(({ userId }) => userId))))
  }
}
