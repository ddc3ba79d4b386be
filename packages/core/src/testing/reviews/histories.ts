/**
 * Histories made up, without the cards and learners they would belong to: as uneven as real ones, and with every value
 * that is allowed.
 */
import { DateTime, Effect } from "effect"
import { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { Review, ReviewId } from "../../domain/reviews/Review.ts"
import { UserId } from "../../domain/users/User.ts"
import { Ids } from "../../ports/Ids.ts"
import { january, januaryDay } from "../fixtures.ts"

const nextId = Effect.flatMap(Ids, (ids) => ids.next)

/** A learner no store has heard of. */
export const strangeLearner = Effect.map(nextId, (id) => UserId.make(id))

const ratings = [3, 3, null, 1, 4, 2, 3, null, null, 3] as const
const phases = ["new", "learning", "review", "relearning"] as const

/** Reviews of a card: day by day from the 1st of January on. */
export const cardHistory = Effect.fnUntraced(function* (userId: UserId, length: number) {
  const cardId = FlashcardId.make(yield* nextId)
  return yield* Effect.forEach(Array.from({ length }).keys(), (i) =>
    Effect.map(nextId, (id) =>
      Review.make({
        id: ReviewId.make(id),
        userId,
        cardId,
        version: i + 1,
        rating: ratings[(i + length) % ratings.length] ?? null,
        reviewedAt: DateTime.add(january(1 + (i % 30)), { milliseconds: i }),
        studyDay: januaryDay(1 + (i % 30)),
        durationMs: i % 3 === 0 ? null : (i * 997) % 3_600_001,
        desiredRetention: 0.7 + (i % 29) / 100,
        scheduler: 6,
        phase: i === 0 ? "new" : (phases[i % phases.length] ?? "review"),
        elapsedDays: i % 36_500,
        predicted: i === 0 ? null : 1 / (i + length + Math.PI)
      })
    )
  )
})

/** A learner's whole history, card by card and by version. */
export const learnerHistory = (userId: UserId, lengths: ReadonlyArray<number>) =>
  Effect.map(
    Effect.forEach(lengths, (length) => cardHistory(userId, length)),
    (histories) => histories.flat()
  )
