/**
 * Whether what is kept of a card agrees: its reviews with each other, and its schedule with them.
 */
import { DateTime } from "effect"
import { Finding } from "../upkeep/Finding.ts"
import type { Flashcard, FlashcardId } from "../flashcards/Flashcard.ts"
import { replay } from "./Replay.ts"
import type { Review } from "./Review.ts"
import { newSchedule, type Schedule } from "../schedules/Schedule.ts"
import type { UserId } from "../users/User.ts"

/** All that is kept of a card, as far as it is there. */
export interface KeptCard {
  readonly userId: UserId
  readonly cardId: FlashcardId
  readonly card: Pick<Flashcard, "goalId" | "status"> | undefined
  readonly schedule: Schedule | undefined
  /** In order of version. */
  readonly reviews: ReadonlyArray<Review>
}

/** What is wrong with a card. A damaged history says nothing about the schedule, which is looked at only then. */
export const flawsOf = (kept: KeptCard): ReadonlyArray<Finding> => {
  const reviews = [...new Map(kept.reviews.map((review) => [review.id, review])).values()]
  const history = [...doubled(kept), ...misnumbered(kept, reviews)]
  return history.length > 0 ? history : scheduleFlaws(kept)
}

/** The schedule the card's reviews lead to, if there is a card to study. */
export const derivedSchedule = ({ card, cardId, reviews, userId }: KeptCard): Schedule | undefined =>
  card && replay(newSchedule({ userId, id: cardId, goalId: card.goalId }), reviews)

const doubled = ({ reviews, userId }: KeptCard): ReadonlyArray<Finding> => {
  const seen = new Set<string>()
  return reviews.flatMap(({ id, version }) => {
    if (!seen.has(id)) return (seen.add(id), [])
    return [doubledReview(userId, id, `the review is there twice, again as version ${version}`)]
  })
}

/** A review that is there more than once: which of them is true cannot be told from here. */
export const doubledReview = (userId: UserId, rowId: string, what: string): Finding =>
  Finding.make({ invariant: "I2", table: "reviews", userId, rowId, what, repairable: false })

const misnumbered = ({ cardId, userId }: KeptCard, reviews: ReadonlyArray<Review>): ReadonlyArray<Finding> =>
  reviews.flatMap(({ version }, i) => {
    const before = reviews[i - 1]?.version ?? 0
    if (version === before + 1) return []
    const what = version <= before ? `version ${version} is there twice` : `${versions(before + 1, version - 1)} lost`
    return [gap(userId, cardId, what)]
  })

const versions = (from: number, to: number): string =>
  from === to ? `version ${from} is` : `versions ${from} to ${to} are`

const gap = (userId: UserId, rowId: string, what: string): Finding =>
  Finding.make({ invariant: "I3", table: "reviews", userId, rowId, what, repairable: false })

const scheduleFlaws = (kept: KeptCard): ReadonlyArray<Finding> => {
  const { card, cardId, reviews, schedule, userId } = kept
  const wrong = (what: string) => [
    Finding.make({ invariant: "I4", table: "schedules", userId, rowId: cardId, what, repairable: true })
  ]
  const derived = derivedSchedule(kept)
  if (schedule === undefined) return card?.status === "active" ? wrong("the active card has no schedule") : []
  if (derived === undefined) return wrong("the card of the schedule is gone")

  const different = differences(schedule, derived)
  if (different.length === 0) return []
  // A version too high alone may be a slip; with another state as well, reviews that led to it must have been there.
  const beyond = schedule.version > derived.version && different.some(({ field }) => field !== "version")
  return beyond
    ? [gap(userId, cardId, `${versions(reviews.length + 1, schedule.version)} lost: the schedule has counted more`)]
    : wrong(`the reviews lead to ${different.map(({ field, there }) => `${field} ${there}`).join(", ")}`)
}

/** The fields that are not the same to the last bit, with what should be there. */
const differences = (kept: Schedule, derived: Schedule) =>
  fields.flatMap((field) =>
    Object.is(plain(kept[field]), plain(derived[field])) ? [] : [{ field, there: plain(derived[field]) }]
  )

const fields = [
  "goalId",
  "version",
  "phase",
  "step",
  "stability",
  "difficulty",
  "reps",
  "lapses",
  "lastReviewedAt",
  "lastStudyDay",
  "dueDay",
  "dueAt"
] as const satisfies ReadonlyArray<keyof Schedule>

const plain = (value: Schedule[(typeof fields)[number]]): string | number | null =>
  DateTime.isDateTime(value) ? DateTime.formatIso(value) : value
