/**
 * The numbers Loopi goes by, in one place.
 */
import { Schema } from "effect"
import { Retention } from "./reviews/Review.ts"

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
  duplicatesShown: Count,
  /** Bad cards written again for a skill at most, each by a call to its author. */
  rewritesPerSkill: Count,
  /** What a learner may have models do in a day, in UTC: requests, and tokens read and written. */
  callsPerDay: Count,
  tokensPerDay: Count,
  /** Runs of a learner that are not over, and those of a kind they may begin within an hour. */
  runsAtOnce: Count,
  runsPerHour: Count
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
  duplicatesShown: 3,
  rewritesPerSkill: 3,
  callsPerDay: 500,
  tokensPerDay: 2_000_000,
  runsAtOnce: 3,
  runsPerHour: 20
}
