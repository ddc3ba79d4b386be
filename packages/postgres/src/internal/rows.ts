/**
 * Schedules and reviews as their tables hold them: the two that one rating writes together.
 */
import { Review, Schedule } from "@loopi/core"
import { Schema } from "effect"

export const ScheduleRow = Schema.Struct({
  ...Schedule.fields,
  lastReviewedAt: Schema.NullOr(Schema.DateTimeUtcFromDate),
  dueAt: Schema.NullOr(Schema.DateTimeUtcFromDate)
}).pipe(Schema.decodeTo(Schedule))

export const ReviewRow = Schema.Struct({
  ...Review.fields,
  reviewedAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(Review))
