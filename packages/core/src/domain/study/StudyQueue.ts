/**
 * Chooses what a learner is asked now: memories about to fade first, then a few cards never seen.
 */
import type { Policy } from "../Policy.ts"
import type { DaySummary } from "./Progress.ts"
import type { Schedule } from "../schedules/Schedule.ts"
import type { Prerequisite, SkillNodeId } from "../skillTrees/SkillTree.ts"

/** What a queue is chosen from, each in the order it should be asked in. */
export interface QueueCandidates {
  readonly due: ReadonlyArray<Schedule>
  readonly unseen: ReadonlyArray<Schedule>
  /** What the learner did today already; `undefined` for nothing. */
  readonly done: DaySummary | undefined
}

/**
 * At most `limit` cards within the day's limits.
 *
 * **Details**
 *
 * Cards within their learning steps are always asked: putting them off would undo what was just learned.
 */
export const chooseQueue = (
  { done, due, unseen }: QueueCandidates,
  limit: number,
  policy: Policy
): ReadonlyArray<Schedule> => {
  const reviewsLeft = Math.max(0, policy.reviewsPerDay - (done?.mature.asked ?? 0))
  const newLeft = Math.max(0, policy.newCardsPerDay - (done?.introduced ?? 0))
  const steps = due.filter((schedule) => schedule.phase !== "review")
  const reviews = due.filter((schedule) => schedule.phase === "review").slice(0, reviewsLeft)
  return [...steps, ...reviews, ...unseen.slice(0, newLeft)].slice(0, limit)
}

/**
 * The skills whose cards are held back: a skill they build on has cards that are not all in review yet.
 *
 * `isComplete` answers for skills with cards; a skill without cards holds nobody back.
 */
export const lockedNodes = (
  prerequisites: ReadonlyArray<Prerequisite>,
  isComplete: (id: SkillNodeId) => boolean
): ReadonlySet<SkillNodeId> =>
  new Set(prerequisites.filter(({ requiresId }) => !isComplete(requiresId)).map(({ nodeId }) => nodeId))
