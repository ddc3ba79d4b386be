/**
 * Whether every review is one that a client sent, once, at its place, and as it was sent.
 */
import { Review, Scheduler, studyDayOf } from "@loopi/core"
import type { Finding } from "./Finding.ts"
import type { Step } from "./fold.ts"
import { differenceOf, type Ledger } from "./Ledger.ts"
import { textOfReview } from "./text.ts"

export const checkReviews = (ledger: Ledger): ReadonlyArray<Finding> => [
  ...idsDoubled(ledger.kept.reviews),
  ...ledger.kept.reviews.flatMap((review) => strangers(ledger, review)),
  ...[...ledger.cardIds].flatMap((cardId) => versions(ledger.reviewsOf(cardId))),
  ...ledger.kept.reviews.flatMap((review) => senders(ledger, review)),
  ...[...ledger.cardIds]
    .flatMap((cardId) => ledger.foldedOf(cardId)?.steps ?? [])
    .flatMap((step) => derived(ledger, step))
]

const about = ({ cardId, version }: Review, kind: Finding["kind"], detail?: string): Finding => ({
  kind,
  cardId,
  version,
  detail
})

const idsDoubled = (reviews: ReadonlyArray<Review>): ReadonlyArray<Finding> =>
  [...Map.groupBy(reviews, (review) => review.id).values()]
    .filter((same) => same.length > 1)
    .flatMap((same) => same.slice(1).map((review) => about(review, "id_doubled", review.id)))

const strangers = ({ cardIds, kept }: Ledger, review: Review): ReadonlyArray<Finding> => [
  ...(review.userId === kept.learner ? [] : [about(review, "foreign_review", review.userId)]),
  ...(cardIds.has(review.cardId) ? [] : [about(review, "card_unknown")])
]

/** The versions of one card are 1, 2, 3 ... in this order. */
const versions = (reviews: ReadonlyArray<Review>): ReadonlyArray<Finding> => {
  const seen = new Set<number>()
  const highest = reviews.reduce((most, review) => Math.max(most, review.version), 0)
  const findings = reviews.flatMap((review, i) => {
    const doubled = seen.has(review.version)
    seen.add(review.version)
    if (doubled) return [about(review, "version_doubled")]
    return (reviews[i - 1]?.version ?? 0) > review.version ? [about(review, "reordered")] : []
  })
  const missing = Array.from({ length: highest }, (_, i) => i + 1).filter((version) => !seen.has(version))
  const [first] = reviews
  if (first === undefined) return findings
  return [...findings, ...missing.map((version): Finding => ({ kind: "version_gap", cardId: first.cardId, version }))]
}

/** Somebody sent it, as it is, and was not told that it had been refused. */
const senders = (ledger: Ledger, review: Review): ReadonlyArray<Finding> => {
  const attempts = ledger.attemptsAt(review.cardId, review.version)
  if (attempts.length === 0) return [about(review, "never_sent")]
  const fitting = attempts.filter((attempt) => differenceOf(attempt, review) === undefined)
  const [likeliest] = attempts.filter(({ outcome }) => outcome.tag !== "conflict").concat(attempts)
  if (fitting.length === 0) return [about(review, "changed", likeliest && differenceOf(likeliest, review))]
  const possible = fitting.some(({ outcome }) => outcome.tag === "acknowledged" || outcome.tag === "unknown")
  return possible ? [] : [about(review, "refused_and_kept")]
}

/** Whatever the server added to the rating follows from it and from the schedule before. */
const derived = ({ kept }: Ledger, { before, review }: Step): ReadonlyArray<Finding> => {
  const line = Scheduler.reviewOf(before, { ...review, studyDay: studyDayOf(review.reviewedAt, kept.calendar) })
  const { userId, version } = review
  return textOfReview(Review.make({ ...line, userId, version })) === textOfReview(review)
    ? []
    : [about(review, "derived_otherwise")]
}
