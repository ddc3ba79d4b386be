/**
 * What a learner sees while studying.
 */
import { Schema } from "effect"
import { Flashcard, FlashcardId } from "../flashcards/Flashcard.ts"
import { Rating } from "../reviews/Review.ts"
import { Schedule } from "../schedules/Schedule.ts"
import { predictedRecall, rate } from "../schedules/Scheduler.ts"
import { StudyDay } from "./StudyDay.ts"
import type { DateTime } from "effect"

/** When a card would come back after a rating: within the day at `dueAt`, or in `days`. */
export const RatingPreview = Schema.Struct({
  rating: Rating,
  days: Schema.Int,
  dueAt: Schema.NullOr(Schema.DateTimeUtc)
})
export type RatingPreview = typeof RatingPreview.Type

/** A card to be asked, what is remembered of it, and what each rating would do. */
export const StudyCard = Schema.Struct({
  card: Flashcard,
  schedule: Schedule,
  /** The chance that the learner recalls it today; `null` for a card never seen. */
  recall: Schema.NullOr(Schema.Finite),
  previews: Schema.Array(RatingPreview)
})
export type StudyCard = typeof StudyCard.Type

export const StudyQueue = Schema.Struct({
  studyDay: StudyDay,
  cards: Schema.Array(StudyCard),
  /** When the next card within its steps comes back, if the queue is empty only for minutes. */
  nextAt: Schema.NullOr(Schema.DateTimeUtc)
})
export type StudyQueue = typeof StudyQueue.Type

/** A rating as it comes in. `version` is the schedule's, as the learner saw it: two clicks cannot count twice. */
export const NewRating = Schema.Struct({
  cardId: FlashcardId,
  rating: Rating,
  version: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  /** When the card was rated, for devices that were offline; without it, now. */
  reviewedAt: Schema.optionalKey(
    Schema.DateTimeUtc.check(
      Schema.makeFilter((at) => at.epochMilliseconds >= 0, { expected: "an instant since 1970" })
    )
  ),
  durationMs: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 3_600_000 })))
})
export type NewRating = typeof NewRating.Type

export const RatedCard = Schema.Struct({ schedule: Schedule, previews: Schema.Array(RatingPreview) })
export type RatedCard = typeof RatedCard.Type

/** The rating says it was given in the future: the clock of the learner's device is wrong. */
export class ReviewInFuture extends Schema.TaggedError<ReviewInFuture>()("ReviewInFuture", {
  reviewedAt: Schema.DateTimeUtc
}) {}

const ratings: ReadonlyArray<Rating> = [1, 2, 3, 4]

/** Where a learner is in time. */
export interface Today {
  readonly now: DateTime.Utc
  readonly today: StudyDay
}

/** A card as it is asked now. */
export const studyCardOf = (
  card: Flashcard,
  schedule: Schedule,
  moment: Today,
  desiredRetention: number
): StudyCard => ({
  card,
  schedule,
  recall: predictedRecall(schedule, moment.today),
  previews: previewsOf(schedule, moment, desiredRetention)
})

/** What each of the four ratings would do now. */
export const previewsOf = (schedule: Schedule, moment: Today, desiredRetention: number): ReadonlyArray<RatingPreview> =>
  ratings.map((rating) => {
    const next = rate(schedule, { rating, reviewedAt: moment.now, studyDay: moment.today, desiredRetention })
    return { rating, days: next.dueDay - moment.today, dueAt: next.dueAt }
  })
