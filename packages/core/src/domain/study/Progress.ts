/**
 * What a learner's history and schedules add up to: numbers to show, nothing to decide by.
 */
import { Schema } from "effect"
import { isMastered } from "./Mastery.ts"
import type { Review } from "../reviews/Review.ts"
import type { Schedule } from "../schedules/Schedule.ts"
import { predictedRecall } from "../schedules/Scheduler.ts"
import { StudyDay } from "./StudyDay.ts"

/** One study day of a learner. Ratings taken back do not count. */
export const DaySummary = Schema.Struct({
  day: StudyDay,
  reviews: Schema.Int,
  /** Cards seen for the first time. */
  introduced: Schema.Int,
  /** Ratings of cards in the review phase, on another day than the one before: what true retention is made of. */
  mature: Schema.Struct({ asked: Schema.Int, recalled: Schema.Int }),
  durationMs: Schema.Int
})
export type DaySummary = typeof DaySummary.Type

/** Leaves out undo lines and the ratings they took back. Expects each card's reviews in order of version. */
export const stillStanding = (reviews: ReadonlyArray<Review>): ReadonlyArray<Review> => {
  const undone = new Set<Review>()
  for (const history of Map.groupBy(reviews, (review) => review.cardId).values()) {
    const stack: Array<Review> = []
    for (const review of history) {
      if (review.rating !== null) stack.push(review)
      else [review, stack.pop()].forEach((gone) => gone && undone.add(gone))
    }
  }
  return reviews.filter((review) => !undone.has(review))
}

/** Adds up standing reviews by study day, oldest day first. */
export const summarise = (reviews: ReadonlyArray<Review>): ReadonlyArray<DaySummary> =>
  [...Map.groupBy(reviews, (review) => review.studyDay)]
    .sort(([a], [b]) => a - b)
    .map(([day, ratings]) => {
      const tested = ratings.filter((review) => review.phase === "review" && review.elapsedDays > 0)
      return {
        day,
        reviews: ratings.length,
        introduced: ratings.filter((review) => review.phase === "new").length,
        mature: { asked: tested.length, recalled: tested.filter((review) => review.rating !== 1).length },
        durationMs: ratings.reduce((sum, review) => sum + (review.durationMs ?? 0), 0)
      }
    })

/** The share of mature cards recalled; `null` before the first was asked. */
export const trueRetention = (days: ReadonlyArray<DaySummary>): number | null => {
  const asked = days.reduce((sum, day) => sum + day.mature.asked, 0)
  const recalled = days.reduce((sum, day) => sum + day.mature.recalled, 0)
  return asked === 0 ? null : recalled / asked
}

/** How many seen cards come due on each of the next `days`; what is overdue comes due today. */
export const forecast = (
  schedules: ReadonlyArray<Schedule>,
  today: StudyDay,
  days: number
): ReadonlyArray<{ readonly day: StudyDay; readonly due: number }> => {
  const due = new Map<number, number>()
  for (const schedule of schedules) {
    if (schedule.phase === "new") continue
    const day = Math.max(schedule.dueDay, today)
    due.set(day, (due.get(day) ?? 0) + 1)
  }
  return Array.from({ length: days }, (_, i) => ({ day: StudyDay.make(today + i), due: due.get(today + i) ?? 0 }))
}

/** How many cards are in which phase, and how many are mastered. */
export const CardCounts = Schema.Struct({
  new: Schema.Int,
  learning: Schema.Int,
  review: Schema.Int,
  relearning: Schema.Int,
  mastered: Schema.Int
})
export type CardCounts = typeof CardCounts.Type

export const countCards = (schedules: ReadonlyArray<Schedule>): CardCounts => {
  const count = (phase: Schedule["phase"]) => schedules.filter((schedule) => schedule.phase === phase).length
  return {
    new: count("new"),
    learning: count("learning"),
    review: count("review"),
    relearning: count("relearning"),
    mastered: schedules.filter(isMastered).length
  }
}

/** The mean chance that a seen card would be recalled on a day; `null` while none was seen. */
export const meanRecall = (schedules: ReadonlyArray<Schedule>, today: StudyDay): number | null => {
  const chances = schedules.flatMap((schedule) => predictedRecall(schedule, today) ?? [])
  return chances.length === 0 ? null : chances.reduce((sum, chance) => sum + chance, 0) / chances.length
}
