/**
 * Walks through a card's history, and says at each step what the schedule must be: the checker's own replay.
 */
import { type Flashcard, newSchedule, type Rating, type Review, Schedule, Scheduler } from "@loopi/core"

export interface Step {
  readonly review: Review
  readonly before: Schedule
  readonly after: Schedule
  /** How many ratings stand after it. */
  readonly standing: number
}

export interface Folded {
  readonly steps: ReadonlyArray<Step>
  readonly last: Schedule
}

/** Expects the reviews in the order in which they count. */
export const fold = (card: Pick<Flashcard, "id" | "userId" | "goalId">, reviews: ReadonlyArray<Review>): Folded => {
  const stack = [newSchedule(card)]
  const steps: Array<Step> = []
  let before = newSchedule(card)
  for (const review of reviews) {
    const after = Schedule.make({ ...apply(stack, review.rating, review), version: before.version + 1 })
    steps.push({ review, before, after, standing: stack.length - 1 })
    before = after
  }
  return { steps, last: before }
}

const apply = (stack: Array<Schedule>, rating: Rating | null, review: Review): Schedule => {
  const [start] = stack
  const top = stack.at(-1) ?? start
  if (top === undefined || start === undefined) throw new Error("a stack of schedules is never empty")
  if (rating !== null) stack.push(Scheduler.rate(top, { ...review, rating }))
  else if (stack.length > 1) stack.pop()
  return stack.at(-1) ?? start
}
