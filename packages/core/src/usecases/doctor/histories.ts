/**
 * Looks at reviews and schedules: ids are unique (I2), versions without a gap (I3), replay gives the schedule (I4).
 */
import { DateTime, Effect, Stream } from "effect"
import type { Finding, Invariant } from "../../domain/upkeep/Finding.ts"
import { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { derivedSchedule, doubledReview, flawsOf, type KeptCard } from "../../domain/reviews/History.ts"
import type { ReviewId } from "../../domain/reviews/Review.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { Inspected, Inspection } from "../../ports/upkeep/Inspections.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { allCards } from "../flashcards/allCards.ts"

export const histories = Effect.gen(function* () {
  const users = yield* UserStore
  const cards = yield* FlashcardStore
  const goals = yield* GoalStore
  const log = yield* ReviewLog
  const schedules = yield* Schedules

  /** The cards and schedules of a learner, without their words: tens of thousands fit into memory. */
  const expected = Effect.fnUntraced(function* (userId: UserId) {
    const goalIds = (yield* goals.list(userId)).map(({ id }) => id)
    const kept = new Map<FlashcardId, Omit<KeptCard, "reviews">>()
    yield* Stream.runForEachArray(allCards(cards, userId), (page) =>
      Effect.sync(() => {
        for (const { goalId, id, status } of page) {
          kept.set(id, { userId, cardId: id, card: { goalId, status }, schedule: undefined })
        }
      })
    )
    for (const schedule of yield* schedules.ofGoals(userId, goalIds)) {
      const { cardId } = schedule
      kept.set(cardId, { userId, cardId, card: kept.get(cardId)?.card, schedule })
    }
    return kept
  })

  /** The card as it is now, once it stands still: whoever studies it meanwhile changes schedule and reviews at once. */
  const lookAgain = Effect.fnUntraced(function* (userId: UserId, cardId: FlashcardId) {
    const find = schedules.get(userId, cardId).pipe(Effect.catchTag("ScheduleNotFound", () => Effect.undefined))
    for (let tries = 0; tries < 5; tries++) {
      const before = yield* find
      const reviews = yield* log.ofCard(userId, cardId)
      const [card] = yield* cards.many(userId, [cardId])
      const schedule = yield* find
      if (before?.version === schedule?.version) {
        return { userId, cardId, card, reviews, schedule, changedAt: card?.updatedAt }
      }
    }
    return undefined
  })

  /** What is still wrong with a card on a second look. A card that was just added may get its schedule next. */
  const confirmed = Effect.fnUntraced(function* (userId: UserId, cardId: FlashcardId) {
    const kept = yield* lookAgain(userId, cardId)
    if (kept === undefined) return []
    const aMinuteAgo = DateTime.subtract(yield* DateTime.now, { minutes: 1 })
    const justAdded = kept.changedAt !== undefined && DateTime.isGreaterThan(kept.changedAt, aMinuteAgo)
    return kept.schedule === undefined && justAdded ? [] : flawsOf(kept)
  })

  const ofLearner = (userId: UserId) =>
    Stream.unwrap(
      Effect.map(expected(userId), (kept) => {
        const left = new Map(kept)
        const told = new Map<ReviewId, FlashcardId>()
        const reviewed = log.replay(userId).pipe(
          Stream.groupAdjacentBy(({ cardId }) => cardId),
          Stream.map(([cardId, reviews]): KeptCard => {
            left.delete(cardId)
            return { ...(kept.get(cardId) ?? { userId, cardId, card: undefined, schedule: undefined }), reviews }
          })
        )
        const unreviewed = Stream.suspend(() => Stream.fromIterable(left.values())).pipe(
          Stream.map((card): KeptCard => ({ ...card, reviews: [] }))
        )
        return Stream.concat(reviewed, unreviewed).pipe(
          Stream.grouped(batchSize),
          Stream.mapEffect((batch) =>
            Effect.forEach(batch, (card) =>
              flawsOf(card).length === 0 ? Effect.succeed([]) : confirmed(userId, card.cardId)
            ).pipe(Effect.map((flaws) => inspected(batch, [...flaws.flat(), ...elsewhere(batch, told)])))
          ),
          Stream.flattenIterable
        )
      })
    )

  const repair = Effect.fn("Doctor.repairSchedules")(function* (findings: ReadonlyArray<Finding>) {
    for (const { rowId, userId } of findings) {
      if (userId === null) continue
      const kept = yield* lookAgain(userId, FlashcardId.make(rowId))
      if (kept === undefined || !flawsOf(kept).some(({ invariant }) => invariant === "I4")) continue
      const derived = derivedSchedule(kept)
      // A rating that comes between the two finds no schedule and is refused: none is lost.
      yield* schedules.remove(userId, [kept.cardId])
      if (derived !== undefined) yield* schedules.start([derived])
    }
  })

  return {
    invariants: ["I2", "I3", "I4"],
    examine: Stream.flatMap(users.ids, ofLearner),
    repair
  } satisfies Inspection
})

/** Cards between two steps of the report. */
const batchSize = 250

/** Reviews whose id another card has told already. */
const elsewhere = (batch: ReadonlyArray<KeptCard>, told: Map<ReviewId, FlashcardId>): ReadonlyArray<Finding> =>
  batch.flatMap(({ reviews }) =>
    reviews.flatMap(({ cardId, id, userId }) => {
      const other = told.get(id) ?? cardId
      told.set(id, other)
      return other === cardId ? [] : [doubledReview(userId, id, `the review is there for two cards, ${other} as well`)]
    })
  )

const inspected = (batch: ReadonlyArray<KeptCard>, findings: ReadonlyArray<Finding>): ReadonlyArray<Inspected> => {
  const reviews = batch.reduce((sum, card) => sum + card.reviews.length, 0)
  const of = (invariant: Invariant, checked: number): Inspected => ({
    invariant,
    checked,
    findings: findings.filter((finding) => finding.invariant === invariant)
  })
  const scheduled = batch.filter(({ schedule }) => schedule !== undefined).length
  return [of("I2", reviews), of("I3", reviews), of("I4", scheduled)]
}
