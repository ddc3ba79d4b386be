/**
 * Keeps schedules and the review log together, since one rating writes both.
 */
import { Array, Context, DateTime, Effect, Layer, Option, Order, Stream } from "effect"
import type { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { stillStanding, summarise } from "../../domain/study/Progress.ts"
import type { Review, ReviewId } from "../../domain/reviews/Review.ts"
import { isDue, type Schedule, ScheduleConflict, ScheduleNotFound } from "../../domain/schedules/Schedule.ts"
import type { UserId } from "../../domain/users/User.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import { tallies } from "../../tiered/tallies.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

export const layer: Layer.Layer<Schedules | ReviewLog> = Layer.effectContext(
  Effect.gen(function* () {
    const schedules = new Map<FlashcardId, Schedule>()
    const reviews = new Map<ReviewId, Review>()
    yield* forgetsWithLearner("schedules", schedules, ({ userId }) => userId)
    yield* forgetsWithLearner("reviews", reviews, ({ userId }) => userId)
    return Context.make(Schedules, keeping(schedules, reviews)).pipe(Context.add(ReviewLog, reading(reviews)))
  })
)

const keeping = (schedules: Map<FlashcardId, Schedule>, reviews: Map<ReviewId, Review>): Schedules["Service"] => {
  const owned = (userId: UserId) => [...schedules.values()].filter((schedule) => schedule.userId === userId)
  const find = (userId: UserId, cardId: FlashcardId) =>
    Effect.suspend(() => {
      const schedule = schedules.get(cardId)
      return schedule?.userId === userId ? Effect.succeed(schedule) : ScheduleNotFound.make({ cardId })
    })

  return Schedules.of({
    start: (added) =>
      Effect.sync(() => added.forEach((it) => schedules.has(it.cardId) || schedules.set(it.cardId, it))),
    get: find,
    ofGoals: (userId, goalIds) =>
      Effect.sync(() =>
        Array.sort(
          owned(userId).filter((schedule) => goalIds.includes(schedule.goalId)),
          byCard
        )
      ),
    due: (userId, { goalIds, limit, now, today }) =>
      Effect.sync(() => {
        const due = owned(userId).filter((it) => goalIds.includes(it.goalId) && isDue(it, now, today))
        return Array.sort(due, mostUrgent).slice(0, limit)
      }),
    unseen: (userId, { goalIds, limit }) =>
      Effect.sync(() => {
        const unseen = owned(userId).filter((it) => goalIds.includes(it.goalId) && it.phase === "new")
        return Array.sort(unseen, byCard).slice(0, limit)
      }),
    nextStepAt: (userId, goalIds) =>
      Effect.sync(() => {
        const steps = owned(userId).flatMap((it) => (goalIds.includes(it.goalId) ? (it.dueAt ?? []) : []))
        return Array.sort(steps, DateTime.Order)[0] ?? null
      }),
    record: (schedule, review) =>
      Effect.flatMap(find(schedule.userId, schedule.cardId), ({ cardId, version }) =>
        version === schedule.version - 1
          ? Effect.sync(() => {
              schedules.set(cardId, schedule)
              reviews.set(review.id, review)
            })
          : ScheduleConflict.make({ cardId, version: schedule.version - 1 })
      ),
    remove: (userId, cardIds) =>
      Effect.sync(() => {
        for (const { cardId } of owned(userId)) if (cardIds.includes(cardId)) schedules.delete(cardId)
      })
  })
}

const reading = (reviews: Map<ReviewId, Review>): ReviewLog["Service"] => {
  const owned = (userId: UserId) => [...reviews.values()].filter((review) => review.userId === userId)
  const replay = (userId: UserId) =>
    Stream.suspend(() => Stream.fromIterable(Array.sort(owned(userId), byCardAndVersion)))

  return ReviewLog.of({
    append: (added) => Effect.sync(() => added.forEach((it) => reviews.has(it.id) || reviews.set(it.id, it))),
    ofCard: (userId, cardId) =>
      Effect.sync(() =>
        Array.sort(
          owned(userId).filter((review) => review.cardId === cardId),
          byVersion
        )
      ),
    latest: (userId, { before, limit }) =>
      Effect.sync(() =>
        Array.sort(owned(userId), newestFirst)
          .filter((review) => before === undefined || review.id < before)
          .slice(0, limit)
      ),
    days: (userId, { from, to }) =>
      Effect.sync(() =>
        summarise(stillStanding(Array.sort(owned(userId), byVersion))).filter(({ day }) => from <= day && day <= to)
      ),
    replay,
    learners: Stream.suspend(() => Stream.fromIterable(new Set([...reviews.values()].map(({ userId }) => userId)))),
    cards: (userId) => tallies(replay(userId))
  })
}

const byCard = Order.mapInput(Order.String, (schedule: Schedule) => schedule.cardId)
const byVersion = Order.mapInput(Order.Number, (review: Review) => review.version)
const newestFirst = Order.flip(Order.mapInput(Order.String, (review: Review) => review.id))
const byCardAndVersion = Order.combine(
  Order.mapInput(Order.String, (review: Review) => review.cardId),
  byVersion
)

// Cards within their steps have an instant and come first: their memory fades within minutes.
const mostUrgent = Order.combineAll<Schedule>([
  Order.mapInput(Order.Number, (schedule) =>
    Option.fromNullOr(schedule.dueAt).pipe(
      Option.map(DateTime.toEpochMillis),
      Option.getOrElse(() => Infinity)
    )
  ),
  Order.mapInput(Order.Number, (schedule) => schedule.dueDay),
  byCard
])
