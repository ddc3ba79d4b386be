/**
 * What every `Schedules` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer } from "effect"
import { newSchedule, Schedule, ScheduleConflict, ScheduleNotFound } from "../../domain/schedules/Schedule.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import type { Stores } from "../../ports/Stores.ts"
import { january, januaryDay, makeReview, newCard, newGoal, newLearner, newStudied, study } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<Stores, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a Schedules (${adapter})`, (it) => {
    it.effect("begins to study a card once, however often it is told to", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), start)
        const { schedule } = yield* study(start, [3])
        yield* schedules.start([start])
        assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), schedule)
      })
    )

    it.effect("leaves cards alone that are gone, and begins with the others", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const cards = yield* FlashcardStore
        const goal = yield* newGoal(yield* newLearner)
        const [gone, there] = [newSchedule(yield* newCard(goal)), newSchedule(yield* newCard(goal))]
        yield* cards.remove(goal.userId, [gone.cardId])
        yield* schedules.start([gone, there])
        assert.deepStrictEqual(yield* schedules.get(goal.userId, there.cardId), there)
      })
    )

    it.effect("begins where a schedule has come to, as it is when it is restored", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const { schedule } = yield* study(yield* newStudied(yield* newGoal(yield* newLearner)), [3, 3, 1])
        yield* schedules.remove(schedule.userId, [schedule.cardId])
        yield* schedules.start([schedule])
        assert.deepStrictEqual(yield* schedules.get(schedule.userId, schedule.cardId), schedule)
      })
    )

    it.effect("gives back every number bit for bit, and the replay of the history equals it", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const { replayed, schedule } = yield* study(start, [3, 4, 2, 1, 3, null, 3, 3, 1, null, null, 4, 3])
        assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), schedule)
        assert.deepStrictEqual(replayed, schedule)
      })
    )

    it.effect("saves a schedule and its review together, or neither", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const log = yield* ReviewLog
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const first = yield* makeReview(start, 3, 1)
        yield* schedules.record(first.after, first.review)
        const stale = yield* makeReview(start, 1, 2)
        const refusal = yield* Effect.flip(schedules.record(stale.after, stale.review))
        assert.deepStrictEqual(refusal, ScheduleConflict.make({ cardId: start.cardId, version: 0 }))
        assert.deepStrictEqual(yield* schedules.get(start.userId, start.cardId), first.after)
        assert.deepStrictEqual(yield* log.ofCard(start.userId, start.cardId), [first.review])
      })
    )

    it.effect("lets one of eight raters of the same version through, on every one of ten versions", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const log = yield* ReviewLog
        let current = yield* newStudied(yield* newGoal(yield* newLearner))
        for (let day = 1; day <= 10; day++) {
          const rivals = yield* Effect.forEach(Array.from({ length: 8 }), () => makeReview(current, 3, day))
          const results = yield* Effect.forEach(
            rivals,
            ({ after, review }) => Effect.result(schedules.record(after, review)),
            { concurrency: "unbounded" }
          )
          assert.lengthOf(
            results.filter((result) => result._tag === "Success"),
            1
          )
          current = yield* schedules.get(current.userId, current.cardId)
        }
        const history = yield* log.ofCard(current.userId, current.cardId)
        assert.deepStrictEqual(
          history.map((review) => review.version),
          Array.from({ length: 10 }, (_, i) => i + 1)
        )
      })
    )

    it.effect("refuses to rate a card that is not studied, and writes nothing", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const log = yield* ReviewLog
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const { cardId, userId } = start
        const other = yield* newLearner
        const { after, review } = yield* makeReview(Schedule.make({ ...start, userId: other }), 3, 1)
        const missing = ScheduleNotFound.make({ cardId })
        assert.deepStrictEqual(yield* Effect.flip(schedules.record(after, review)), missing)
        assert.deepStrictEqual(yield* Effect.flip(schedules.get(other, cardId)), missing)
        yield* schedules.remove(other, [cardId])
        assert.deepStrictEqual(yield* schedules.get(userId, cardId), start)
        assert.deepStrictEqual(yield* log.ofCard(other, cardId), [])
      })
    )

    it.effect("asks cards within their steps first, then by due day, then by card; and never those not due", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const goal = yield* newGoal(yield* newLearner)
        const one = newStudied(goal)
        const [step, easy, twin, later, laterStep] = yield* Effect.all([one, one, one, one, one])
        yield* newStudied(goal)
        const rated = Effect.fnUntraced(function* (start: Schedule, fields: Partial<Schedule>) {
          const { after, review } = yield* makeReview(start, 4, 1)
          const placed = Schedule.make({ ...after, ...fields })
          yield* schedules.record(placed, review)
          return placed
        })
        const noon = january(20)
        const overdue = yield* rated(twin, { dueDay: januaryDay(18), dueAt: null })
        const today = yield* rated(easy, { dueDay: januaryDay(20), dueAt: null })
        const inStep = yield* rated(step, { phase: "learning", dueDay: januaryDay(20), dueAt: noon })
        yield* rated(later, { dueDay: januaryDay(21), dueAt: null })
        yield* rated(laterStep, {
          phase: "relearning",
          dueDay: januaryDay(20),
          dueAt: DateTime.add(noon, { milliseconds: 1 })
        })
        const query = { goalIds: [goal.id], now: noon, today: januaryDay(20), limit: 10 }
        assert.deepStrictEqual(yield* schedules.due(goal.userId, query), [inStep, overdue, today])
        assert.deepStrictEqual(yield* schedules.due(goal.userId, { ...query, limit: 1 }), [inStep])
        assert.deepStrictEqual(yield* schedules.due(goal.userId, { ...query, goalIds: [] }), [])
        assert.deepStrictEqual(yield* schedules.nextStepAt(goal.userId, [goal.id]), noon)
        assert.isNull(yield* schedules.nextStepAt(goal.userId, []))
        assert.deepStrictEqual(yield* schedules.due(yield* newLearner, query), [])
      })
    )

    it.effect("offers cards never seen in the order they were made, of the goals asked for", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        const one = newStudied(goal)
        const made = yield* Effect.all([one, one, one, one])
        const elsewhere = yield* newStudied(yield* newGoal(learner))
        const [first, second, third, fourth] = made
        yield* study(second, [3])
        const goalIds = [goal.id]
        assert.deepStrictEqual(yield* schedules.unseen(learner, { goalIds, limit: 10 }), [first, third, fourth])
        assert.deepStrictEqual(yield* schedules.unseen(learner, { goalIds, limit: 2 }), [first, third])
        const both = [goal.id, elsewhere.goalId]
        assert.deepStrictEqual((yield* schedules.unseen(learner, { goalIds: both, limit: 10 })).at(-1), elsewhere)
        assert.lengthOf(yield* schedules.ofGoals(learner, goalIds), 4)
        assert.lengthOf(yield* schedules.ofGoals(learner, both), 5)
        assert.deepStrictEqual(yield* schedules.ofGoals(learner, []), [])
      })
    )

    it.effect("forgets a card when told to, and its history stays", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const log = yield* ReviewLog
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const { cardId, userId } = start
        const { reviews } = yield* study(start, [3, 3])
        yield* schedules.remove(userId, [cardId])
        yield* schedules.remove(userId, [cardId])
        assert.deepStrictEqual(yield* Effect.flip(schedules.get(userId, cardId)), ScheduleNotFound.make({ cardId }))
        assert.deepStrictEqual(yield* log.ofCard(userId, cardId), reviews)
      })
    )
  })
