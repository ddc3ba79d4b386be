/**
 * Folds a card's history into its schedule.
 */
import type { Review } from "./Review.ts"
import { Schedule } from "../schedules/Schedule.ts"
import { rate } from "../schedules/Scheduler.ts"

/** The schedules a card has been through that still stand, oldest first: never empty. */
const standing = (start: Schedule, reviews: ReadonlyArray<Review>): Array<Schedule> => {
  const stack = [start]
  for (const review of reviews) {
    const { rating } = review
    const current = stack.at(-1) ?? start
    if (rating !== null) stack.push(rate(current, { ...review, rating }))
    else if (stack.length > 1) stack.pop()
  }
  return stack
}

/** The schedule after all of `reviews`, which are a card's whole history in order of version. */
export const replay = (start: Schedule, reviews: ReadonlyArray<Review>): Schedule => {
  const last = standing(start, reviews).at(-1) ?? start
  return Schedule.make({ ...last, version: start.version + reviews.length })
}

/** The schedule after taking back the last rating that stands, or `undefined` when none does. */
export const undoLast = (start: Schedule, reviews: ReadonlyArray<Review>): Schedule | undefined => {
  const before = standing(start, reviews).at(-2)
  return before && Schedule.make({ ...before, version: start.version + reviews.length + 1 })
}
