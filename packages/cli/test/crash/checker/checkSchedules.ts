/**
 * Whether each card has the one schedule that its history leads to, bit for bit.
 */
import { type Flashcard, newSchedule, Replay } from "@loopi/core"
import type { Finding } from "./Finding.ts"
import type { Ledger } from "./Ledger.ts"
import { textOfSchedule } from "./text.ts"

export const checkSchedules = (ledger: Ledger): ReadonlyArray<Finding> => {
  const { cardIds, kept } = ledger
  return [
    ...kept.schedules.flatMap(({ cardId, userId }): ReadonlyArray<Finding> => [
      ...(userId === kept.learner ? [] : [{ kind: "foreign_schedule" as const, cardId, detail: userId }]),
      ...(cardIds.has(cardId) ? [] : [{ kind: "card_unknown" as const, cardId, detail: "schedule" }])
    ]),
    ...kept.cards.flatMap((card) => ofCard(ledger, card))
  ]
}

const ofCard = (ledger: Ledger, card: Pick<Flashcard, "id" | "userId" | "goalId">): ReadonlyArray<Finding> => {
  const { id: cardId } = card
  const [schedule, ...more] = ledger.kept.schedules.filter((one) => one.cardId === cardId)
  if (schedule === undefined) return [{ kind: "schedule_missing", cardId }]
  const expected = [
    // Twice: as the library replays, and as the checker does, which has not one line of it.
    Replay.replay(newSchedule(card), ledger.reviewsOf(cardId)),
    ledger.foldedOf(cardId)?.last
  ]
  const differs = expected.some((other) => other === undefined || textOfSchedule(other) !== textOfSchedule(schedule))
  return [
    ...more.map(({ version }): Finding => ({ kind: "schedule_doubled", cardId, version })),
    ...(differs ? [{ kind: "schedule_differs" as const, cardId, version: schedule.version }] : [])
  ]
}
