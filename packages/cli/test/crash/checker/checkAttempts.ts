/**
 * Whether what clients were told is true: what was acknowledged is there, and what was refused was refused for a reason.
 */
import type { FlashcardId } from "@loopi/core"
import type { Finding } from "./Finding.ts"
import type { Attempt } from "./History.ts"
import { differenceOf, type Ledger } from "./Ledger.ts"
import { textOfSchedule } from "./text.ts"

export const checkAttempts = (ledger: Ledger): ReadonlyArray<Finding> => [
  ...ledger.attempts.flatMap((attempt) => told(ledger, attempt)),
  ...[...Map.groupBy(ledger.attempts, ({ cardId }) => cardId)].flatMap(([cardId, attempts]) => [
    ...twice(attempts),
    ...outOfOrder(ledger, cardId, attempts)
  ])
]

const about = ({ cardId, version }: Attempt, kind: Finding["kind"], detail?: string): Finding => ({
  kind,
  cardId,
  version: version + 1,
  detail
})

const told = (ledger: Ledger, attempt: Attempt): ReadonlyArray<Finding> => {
  switch (attempt.outcome.tag) {
    case "unknown":
      return []
    case "acknowledged":
      return acknowledged(ledger, attempt, textOfSchedule(attempt.outcome.schedule))
    case "conflict":
      return conflict(ledger, attempt)
    case "refused":
      return refused(ledger, attempt, attempt.outcome.code)
  }
}

const acknowledged = (ledger: Ledger, attempt: Attempt, schedule: string): ReadonlyArray<Finding> => {
  const review = ledger.reviewAt(attempt.cardId, attempt.version + 1)
  const difference = review && differenceOf(attempt, review)
  if (review === undefined || difference !== undefined) return [about(attempt, "lost", difference)]
  const step = ledger.foldedOf(attempt.cardId)?.steps.find((one) => one.review === review)
  return step !== undefined && textOfSchedule(step.after) === schedule ? [] : [about(attempt, "acknowledged_otherwise")]
}

/** Somebody has taken the place, and had sent that before this was answered. */
const conflict = (ledger: Ledger, attempt: Attempt): ReadonlyArray<Finding> => {
  const { cardId, ended, version } = attempt
  const review = ledger.reviewAt(cardId, version + 1)
  const takers = ledger
    .attemptsAt(cardId, version + 1)
    .filter((other) => other !== attempt && review !== undefined && differenceOf(other, review) === undefined)
  return takers.some(({ sent }) => sent.tick < ended.tick) ? [] : [about(attempt, "phantom_conflict")]
}

/** Only where no rating stands can none be taken back; nothing else that the clients send is ever refused. */
const refused = (ledger: Ledger, attempt: Attempt, code: string): ReadonlyArray<Finding> => {
  const { cardId, version } = attempt
  const steps = ledger.foldedOf(cardId)?.steps ?? []
  const standing = version === 0 ? 0 : steps[version - 1]?.standing
  const justified = code === "nothing_to_undo" && attempt.rating === null && standing === 0
  return justified ? [] : [about(attempt, "phantom_refusal", code)]
}

const twice = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<Finding> => {
  const places = Map.groupBy(
    attempts.filter(({ outcome }) => outcome.tag === "acknowledged"),
    ({ version }) => version
  )
  return [...places.values()].flatMap((same) => same.slice(1).map((attempt) => about(attempt, "acknowledged_twice")))
}

/** What is kept at a lower version was sent before a higher one was acknowledged. */
const outOfOrder = (ledger: Ledger, cardId: FlashcardId, attempts: ReadonlyArray<Attempt>): ReadonlyArray<Finding> => {
  const counted = attempts
    .filter((attempt) => {
      const review = ledger.reviewAt(cardId, attempt.version + 1)
      return attempt.outcome.tag !== "conflict" && review !== undefined && differenceOf(attempt, review) === undefined
    })
    .toSorted((a, b) => b.version - a.version)
  let acknowledgedBy = Infinity
  return counted.flatMap((attempt) => {
    const late = attempt.sent.tick > acknowledgedBy
    if (attempt.outcome.tag === "acknowledged") acknowledgedBy = Math.min(acknowledgedBy, attempt.ended.tick)
    return late ? [about(attempt, "answered_out_of_order")] : []
  })
}
