/**
 * The numbers Loopi goes by, in one place.
 */
import { Schema } from "effect"
import { Retention } from "./Review.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const Policy = Schema.Struct({
  activeGoals: Count,
  archivedGoals: Count,
  newCardsPerDay: Count,
  reviewsPerDay: Count,
  /** Cards a study queue gives at once: by default, and at most. */
  queueLimit: Count,
  queueMaximum: Count,
  desiredRetention: Retention,
  /** Cards written for a node at most, where somebody says how many; otherwise the author decides. */
  cardsPerNodeMaximum: Count,
  /** Longer thinking is counted as this long, in milliseconds. */
  answerTimeCapMs: Count,
  duplicatesShown: Count
})
export type Policy = typeof Policy.Type

export const defaultPolicy: Policy = {
  activeGoals: 6,
  archivedGoals: 6,
  newCardsPerDay: 20,
  reviewsPerDay: 200,
  queueLimit: 20,
  queueMaximum: 50,
  desiredRetention: 0.9,
  cardsPerNodeMaximum: 20,
  answerTimeCapMs: 60_000,
  duplicatesShown: 3
}
