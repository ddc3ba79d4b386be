/**
 * What may happen to the history itself.
 */
import { DateTime } from "effect"
import { FlashcardId, StudyDay, UserId } from "@loopi/core"
import { invented, newId, rolledBack } from "./coveredUp.ts"
import { type Mutation, nudged } from "./Mutation.ts"
import { changed, isInside, isLast, isRating, neighbours, review } from "./oneReview.ts"

const stranger = UserId.make("00000000-0000-7000-8000-0000000000ff")
const strangeCard = FlashcardId.make("00000000-0000-7000-8000-0000000000fd")

export const ofReviews: ReadonlyArray<Mutation> = [
  { name: "the last review of a card is gone without a trace", kind: "lost", mutate: rolledBack },
  { name: "the last review of a card is gone", kind: "lost", mutate: (h) => review(h, isLast, () => []) },
  { name: "a review in the middle is gone", kind: "version_gap", mutate: (h) => review(h, isInside, () => []) },
  { name: "a review is there twice", kind: "id_doubled", mutate: (h) => review(h, isInside, (r) => [r, r]) },
  {
    name: "a review is there twice under two ids",
    kind: "version_doubled",
    mutate: (h) => review(h, isInside, (r) => [r, changed(r, { id: newId })])
  },
  {
    name: "a card's reviews are read in another order",
    kind: "reordered",
    mutate: (h) => neighbours(h, (a, b) => [b, a])
  },
  {
    name: "two ratings of a card change places",
    kind: "changed",
    mutate: (h) => neighbours(h, (a, b) => [changed(b, { version: a.version }), changed(a, { version: b.version })])
  },
  {
    name: "a rating is another one",
    kind: "changed",
    mutate: (h) => review(h, isRating, (r) => [changed(r, { rating: r.rating === 1 ? 2 : 1 })])
  },
  {
    name: "a rating was given a millisecond later",
    kind: "changed",
    mutate: (h) =>
      review(h, isRating, (r) => [changed(r, { reviewedAt: DateTime.add(r.reviewedAt, { milliseconds: 1 }) })])
  },
  {
    name: "a rating took a millisecond longer",
    kind: "changed",
    mutate: (h) => review(h, isRating, (r) => [changed(r, { durationMs: (r.durationMs ?? 0) + 1 })])
  },
  {
    name: "a rating was taken back an hour before anybody asked for it",
    kind: "changed",
    mutate: (h) =>
      review(
        h,
        (r) => !isRating(r),
        (r) => [changed(r, { reviewedAt: DateTime.subtract(r.reviewedAt, { hours: 1 }) })]
      )
  },
  { name: "a review that nobody sent is there", kind: "never_sent", mutate: invented },
  {
    name: "a review belongs to somebody else",
    kind: "foreign_review",
    mutate: (h) => review(h, isInside, (r) => [changed(r, { userId: stranger })])
  },
  {
    name: "a review is of a card that the learner does not have",
    kind: "card_unknown",
    mutate: (h) => review(h, isInside, (r) => [r, changed(r, { id: newId, cardId: strangeCard })])
  },
  {
    name: "a review counts for the day after",
    kind: "derived_otherwise",
    mutate: (h) => review(h, isInside, (r) => [changed(r, { studyDay: StudyDay.make(r.studyDay + 1) })])
  },
  {
    name: "a review comes a day later than it did",
    kind: "derived_otherwise",
    mutate: (h) => review(h, isInside, (r) => [changed(r, { elapsedDays: r.elapsedDays + 1 })])
  },
  {
    name: "a prediction is a bit off",
    kind: "derived_otherwise",
    mutate: (h) =>
      review(
        h,
        (r) => r.predicted !== null,
        (r) => [changed(r, { predicted: nudged(r.predicted ?? 0) })]
      )
  }
]
