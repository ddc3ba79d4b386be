/**
 * Reviews, cards and schedules of a learner as they were at one moment, though ratings go on.
 *
 * Reviews are read first, so a schedule, read last, has counted all of them. One that has counted more is taken back.
 */
import { Effect, Stream } from "effect"
import type { BackupRow } from "../../domain/upkeep/Backup.ts"
import type { Flashcard, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { Goal } from "../../domain/goals/Goal.ts"
import { replay } from "../../domain/reviews/Replay.ts"
import { newSchedule, type Schedule } from "../../domain/schedules/Schedule.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { allCards } from "../flashcards/allCards.ts"

type Told = Pick<Flashcard, "userId" | "id" | "goalId" | "status">

export const studiedRows = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const log = yield* ReviewLog
  const schedules = yield* Schedules

  const takenBack = (card: Told, count: number) =>
    Effect.map(log.ofCard(card.userId, card.id), (history) => replay(newSchedule(card), history.slice(0, count)))

  /** The schedule as of the `count` reviews that were told. What does not agree is damaged, and is kept as it is. */
  const scheduleOf = Effect.fnUntraced(function* (card: Told, schedule: Schedule | undefined, count: number) {
    if (schedule === undefined) {
      const removedMeanwhile = card.status === "active" && (yield* cards.many(card.userId, [card.id])).length === 0
      return removedMeanwhile ? yield* takenBack(card, count) : undefined
    }
    if (schedule.version <= count) return schedule
    const { length } = yield* log.ofCard(card.userId, card.id)
    return length < schedule.version ? schedule : yield* takenBack(card, count)
  })

  return (userId: UserId, goals: ReadonlyArray<Goal>): Stream.Stream<BackupRow, StoreUnavailable> => {
    const goalIds = goals.map(({ id }) => id)
    const counts = new Map<FlashcardId, number>()
    const told: Array<Told> = []

    const reviews = Stream.map(log.replay(userId), (review): BackupRow => {
      counts.set(review.cardId, (counts.get(review.cardId) ?? 0) + 1)
      return ["reviews", review]
    })
    const flashcards = allCards(cards, userId).pipe(
      Stream.filter(({ goalId }) => goalIds.includes(goalId)),
      Stream.map((card): BackupRow => {
        const { goalId, id, status } = card
        told.push({ userId, id, goalId, status })
        return ["flashcards", card]
      })
    )
    const scheduled = Stream.unwrap(
      Effect.map(schedules.ofGoals(userId, goalIds), (all) => {
        const kept = new Map(all.map((schedule) => [schedule.cardId, schedule]))
        return Stream.fromIterable(told).pipe(
          Stream.mapEffect((card) => scheduleOf(card, kept.get(card.id), counts.get(card.id) ?? 0)),
          Stream.flatMap((schedule) => (schedule === undefined ? Stream.empty : Stream.succeed(schedule))),
          Stream.map((schedule): BackupRow => ["schedules", schedule])
        )
      })
    )
    return reviews.pipe(Stream.concat(flashcards), Stream.concat(scheduled))
  }
})
