/**
 * What a part of a history can be asked, so that two parts make a whole: the journal, and the archive behind it.
 */
import type { Effect, Stream } from "effect"
import type { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { Review, ReviewId } from "../../domain/reviews/Review.ts"
import type { StudyDay } from "../../domain/study/StudyDay.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

export interface ReviewTier {
  /** What it holds of the cards' histories, by card and version. */
  readonly ofCards: (
    userId: UserId,
    cardIds: ReadonlyArray<FlashcardId>
  ) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
  /** The newest first, by id; `before` continues a page. */
  readonly latest: (
    userId: UserId,
    page: { readonly before?: ReviewId; readonly limit: number }
  ) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
  /** Every line of the days `from` to `to`, both inclusive, undone ones too, in any order. */
  readonly ofDays: (
    userId: UserId,
    range: { readonly from: StudyDay; readonly to: StudyDay }
  ) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
  /** The cards with a line that takes a rating back. */
  readonly takenBack: (userId: UserId) => Effect.Effect<ReadonlySet<FlashcardId>, StoreUnavailable>
  /** Everything it holds of a learner, card by card and by version, without holding it in memory. */
  readonly replay: (userId: UserId) => Stream.Stream<Review, StoreUnavailable>
  /** Everybody it holds reviews of, each once. */
  readonly learners: Stream.Stream<UserId, StoreUnavailable>
}
