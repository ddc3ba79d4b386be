import { Context, type Effect, type Stream } from "effect"
import type { CardTally } from "../../domain/flashcards/CardTally.ts"
import type { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { DaySummary } from "../../domain/study/Progress.ts"
import type { Review, ReviewId } from "../../domain/reviews/Review.ts"
import type { StudyDay } from "../../domain/study/StudyDay.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * The history of every card: the truth of learning, never rewritten.
 *
 * **Details**
 *
 * `latest` and `days` are for showing: where a part of the history is away for a while, they give what there is, and
 * `Degraded` says so. All others give the whole, or fail.
 */
export class ReviewLog extends Context.Service<
  ReviewLog,
  {
    /** Adds reviews of one learner, all or none; those whose id is known are left as they are. */
    readonly append: (reviews: ReadonlyArray<Review>) => Effect.Effect<void, StoreUnavailable>
    /** A card's whole history, by version. */
    readonly ofCard: (userId: UserId, cardId: FlashcardId) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
    /** The newest first, by id; `before` continues a page. */
    readonly latest: (
      userId: UserId,
      page: { readonly before?: ReviewId; readonly limit: number }
    ) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
    /** The days `from` to `to`, both inclusive, oldest first; days without reviews are left out, as is what was undone. */
    readonly days: (
      userId: UserId,
      range: { readonly from: StudyDay; readonly to: StudyDay }
    ) => Effect.Effect<ReadonlyArray<DaySummary>, StoreUnavailable>
    /** The learner's whole history, card by card and by version, without holding it in memory. */
    readonly replay: (userId: UserId) => Stream.Stream<Review, StoreUnavailable>
    /** Everybody who has reviews, each once, whether or not they are still known: for what looks after all of them. */
    readonly learners: Stream.Stream<UserId, StoreUnavailable>
    /** What the history of each card adds up to, by card; cards without a standing rating are left out. */
    readonly cards: (userId: UserId) => Effect.Effect<ReadonlyArray<CardTally>, StoreUnavailable>
  }
>()("@loopi/core/ports/reviews/ReviewLog") {}
