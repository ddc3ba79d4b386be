import { assert, describe, it } from "@effect/vitest"
import { Goals, NothingToUndo, ReviewInFuture, Schedule, ScheduleConflict, Study } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { TestClock } from "effect/testing"
import { newCards, queueOf, rateNow } from "../cards.ts"
import { newGoal, newLearner, world } from "../world.ts"

describe("Study.due", () => {
  it.effect("asks cards within their steps first, then those longest overdue, then new ones as they were made", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const [first, second, third, fourth, fifth] = yield* newCards(yield* newGoal(learner), 5)
      yield* rateNow(learner, second, 4)
      yield* TestClock.adjust("20 days")
      yield* rateNow(learner, first, 4)
      yield* TestClock.adjust("60 days")
      yield* rateNow(learner, third, 1)
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(yield* queueOf(learner), [third, second, first, fourth, fifth])
    }).pipe(Effect.provide(world()))
  )

  it.effect("says when the next card within its steps comes back while there is nothing to ask", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [card] = yield* newCards(yield* newGoal(learner), 1)
      assert.isNull((yield* study.due(learner)).nextAt)
      const { schedule } = yield* rateNow(learner, card, 3)
      const empty = yield* study.due(learner)
      assert.deepStrictEqual([empty.cards, empty.nextAt], [[], schedule.dueAt])
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* queueOf(learner), [card])
    }).pipe(Effect.provide(world()))
  )

  it.effect("introduces only so many new cards a day; a rating taken back makes room again", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [first, second, third] = yield* newCards(yield* newGoal(learner), 3)
      yield* rateNow(learner, first, 4)
      const { schedule } = yield* rateNow(learner, second, 4)
      assert.deepStrictEqual(yield* queueOf(learner), [])
      yield* study.undo(learner, schedule.cardId, schedule.version)
      assert.deepStrictEqual(yield* queueOf(learner), [second])
      yield* rateNow(learner, second, 4)
      yield* TestClock.adjust("1 day")
      assert.include(yield* queueOf(learner), third)
    }).pipe(Effect.provide(world({ policy: { newCardsPerDay: 2 } })))
  )

  it.effect("asks only so many reviews a day, and never puts off cards within their steps", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const [first, second, third] = yield* newCards(yield* newGoal(learner), 3)
      for (const card of [first, second, third]) yield* rateNow(learner, card, 4)
      yield* TestClock.adjust("60 days")
      assert.strictEqual((yield* queueOf(learner)).length, 1)
      const [asked] = yield* queueOf(learner)
      yield* rateNow(learner, asked, 1)
      assert.deepStrictEqual(yield* queueOf(learner), [])
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* queueOf(learner), [asked])
      yield* TestClock.adjust("1 day")
      assert.strictEqual((yield* queueOf(learner)).length, 2)
    }).pipe(Effect.provide(world({ policy: { reviewsPerDay: 1 } })))
  )

  it.effect("gives no more than asked for, nor more than the policy allows, and previews each rating", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* newCards(goal, 6)
      assert.strictEqual((yield* study.due(learner, { limit: 2 })).cards.length, 2)
      const { cards } = yield* study.due(learner, { goalId: goal.id, limit: 1_000 })
      assert.strictEqual(cards.length, 4)
      for (const { previews, schedule } of cards) {
        assert.deepStrictEqual(
          previews.map(({ rating }) => rating),
          [1, 2, 3, 4]
        )
        const { schedule: after } = yield* study.rate(learner, { cardId: schedule.cardId, rating: 4, version: 0 })
        assert.strictEqual(previews[3]?.days, after.dueDay - (yield* study.due(learner)).studyDay)
      }
    }).pipe(Effect.provide(world({ policy: { queueMaximum: 4 } })))
  )

  it.effect("leaves out goals that are paused or archived, unless one is asked for by name", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [going, resting] = [yield* newGoal(learner), yield* newGoal(learner, "Bake bread")]
      const [one] = yield* newCards(going, 1)
      const [two] = yield* newCards(resting, 1)
      yield* (yield* Goals).setStatus(learner, resting.id, "paused")
      assert.deepStrictEqual(yield* queueOf(learner), [one])
      const asked = yield* study.due(learner, { goalId: resting.id })
      assert.deepStrictEqual(
        asked.cards.map(({ card }) => card.id),
        [two]
      )
    }).pipe(Effect.provide(world()))
  )
})

describe("Study.rate", () => {
  it.effect("counts two clicks once: the second is refused by its version", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [cardId] = yield* newCards(yield* newGoal(learner), 1)
      if (cardId === undefined) return assert.fail("no card")
      const click = Effect.result(study.rate(learner, { cardId, rating: 3, version: 0 }))
      const clicks = yield* Effect.all([click, click, click], { concurrency: "unbounded" })
      const refused = clicks.flatMap((it) => (it._tag === "Failure" ? [it.failure] : []))
      const conflict = ScheduleConflict.make({ cardId, version: 0 })
      assert.deepStrictEqual(refused, [conflict, conflict])
    }).pipe(Effect.provide(world()))
  )

  it.effect("refuses ratings from the future, but for a clock that is a little fast", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [cardId] = yield* newCards(yield* newGoal(learner), 1)
      if (cardId === undefined) return assert.fail("no card")
      const now = yield* DateTime.now
      const reviewedAt = DateTime.add(now, { minutes: 5, milliseconds: 1 })
      const refused = yield* Effect.flip(study.rate(learner, { cardId, rating: 3, version: 0, reviewedAt }))
      assert.deepStrictEqual(refused, ReviewInFuture.make({ reviewedAt }))
      const fast = DateTime.add(now, { minutes: 5 })
      const { schedule } = yield* study.rate(learner, { cardId, rating: 3, version: 0, reviewedAt: fast })
      assert.deepStrictEqual(schedule.lastReviewedAt, fast)
    }).pipe(Effect.provide(world()))
  )

  it.effect("does not know cards of others", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const [cardId] = yield* newCards(yield* newGoal(yield* newLearner), 1)
      const stranger = yield* newLearner
      if (cardId === undefined) return assert.fail("no card")
      const rated = yield* Effect.flip(study.rate(stranger, { cardId, rating: 3, version: 0 }))
      assert.strictEqual(rated._tag, "ScheduleNotFound")
      assert.strictEqual((yield* Effect.flip(study.undo(stranger, cardId, 0)))._tag, "ScheduleNotFound")
    }).pipe(Effect.provide(world()))
  )
})

describe("Study.undo", () => {
  it.effect("brings back the schedule of before, apart from the version", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [cardId] = yield* newCards(yield* newGoal(learner), 1)
      const before = (yield* rateNow(learner, cardId, 4)).schedule
      yield* TestClock.adjust("40 days")
      const { schedule } = yield* rateNow(learner, cardId, 1)
      const undone = yield* study.undo(learner, schedule.cardId, schedule.version)
      assert.deepStrictEqual(undone.schedule, Schedule.make({ ...before, version: 3 }))
      assert.deepStrictEqual(yield* queueOf(learner), [cardId])
    }).pipe(Effect.provide(world()))
  )

  it.effect("takes back one rating after another, until nothing is left to take back", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [cardId] = yield* newCards(yield* newGoal(learner), 1)
      if (cardId === undefined) return assert.fail("no card")
      for (const version of [0, 1]) yield* study.rate(learner, { cardId, rating: 3, version })
      assert.strictEqual((yield* study.undo(learner, cardId, 2)).schedule.reps, 1)
      assert.deepInclude((yield* study.undo(learner, cardId, 3)).schedule, { phase: "new", reps: 0, version: 4 })
      assert.deepStrictEqual(yield* Effect.flip(study.undo(learner, cardId, 4)), NothingToUndo.make({ cardId }))
      const stale = yield* Effect.flip(study.undo(learner, cardId, 3))
      assert.deepStrictEqual(stale, ScheduleConflict.make({ cardId, version: 3 }))
    }).pipe(Effect.provide(world()))
  )
})
