/**
 * A review is one line of a card's history: a rating, or the taking back of one.
 *
 * The history is the truth of learning. Nothing in it is rewritten; every schedule can be folded from it.
 */
import { Order, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { FlashcardId } from "../flashcards/Flashcard.ts"
import { StudyDay } from "../study/StudyDay.ts"
import { UserId } from "../users/User.ts"

export const ReviewId = Uuid.pipe(Schema.brand("ReviewId"))
export type ReviewId = typeof ReviewId.Type

/** Again, Hard, Good, Easy. */
export const Rating = Schema.Literals([1, 2, 3, 4])
export type Rating = typeof Rating.Type

export const ratingNames: Record<Rating, string> = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" }

export const MemoryPhase = Schema.Literals(["new", "learning", "review", "relearning"])
export type MemoryPhase = typeof MemoryPhase.Type

export const Retention = Schema.Finite.check(Schema.isBetween({ minimum: 0.7, maximum: 0.99 }))

export class Review extends Schema.Class<Review>("Review")({
  id: ReviewId,
  userId: UserId,
  cardId: FlashcardId,
  /** Counts a card's reviews: 1, 2, 3 ... without a gap. */
  version: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  /** `null` takes back the last rating that still stands. */
  rating: Schema.NullOr(Rating),
  reviewedAt: Schema.DateTimeUtc,
  /** The learner's study day at `reviewedAt`, in the zone they were in then. */
  studyDay: StudyDay,
  /** How long the learner thought, in milliseconds. */
  durationMs: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 3_600_000 }))),
  /** What scheduling aimed at; with `scheduler` all that replay needs to come to the same schedule. */
  desiredRetention: Retention,
  scheduler: Schema.Int,
  /** The phase the card was in before. */
  phase: MemoryPhase,
  /** Whole study days since the review before; 0 for the first. */
  elapsedDays: Schema.Int,
  /** The chance of recall that was predicted; `null` for a card never seen. */
  predicted: Schema.NullOr(Schema.Finite)
}) {}

/** The order histories are replayed in: card by card, each from its first review. */
export const byCardAndVersion: Order.Order<Pick<Review, "cardId" | "version">> = Order.combine(
  Order.mapInput(Order.String, ({ cardId }) => cardId),
  Order.mapInput(Order.Number, ({ version }) => version)
)

export const newestFirst: Order.Order<Review> = Order.flip(Order.mapInput(Order.String, ({ id }) => id))
