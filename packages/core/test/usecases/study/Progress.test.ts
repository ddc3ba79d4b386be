import { assert, describe, it } from "@effect/vitest"
import { Goals, Progress, Study, type UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { newCards, rateNow } from "../cards.ts"
import { newGoal, newGrown, newLearner, skill, treesOf, world } from "../world.ts"

const statsOf = Effect.fnUntraced(function* (learner: UserId) {
  return yield* (yield* Progress).stats(learner)
})

const grown = world({ trees: treesOf(() => [skill("Letters"), skill("Words")]) })

describe("Progress.stats", () => {
  it.effect("has nothing to boast of at the start", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const stats = yield* statsOf(learner)
      assert.deepInclude(stats, { studyDay: fixtures.januaryDay(2), goals: [], today: null })
      assert.deepInclude(stats, { trueRetention: null, meanRecall: null })
      assert.deepStrictEqual(
        stats.forecast.map(({ due }) => due),
        Array(14).fill(0)
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("counts what was done today and what comes back when, without ratings taken back", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const [first, second, third] = yield* newCards(yield* newGoal(learner), 3)
      const easy = (yield* rateNow(learner, first, 4)).schedule
      yield* rateNow(learner, second, 1)
      const mistake = (yield* rateNow(learner, third, 2)).schedule
      yield* (yield* Study).undo(learner, mistake.cardId, mistake.version)
      const stats = yield* statsOf(learner)
      assert.deepInclude(stats.today, { reviews: 2, introduced: 2 })
      assert.deepStrictEqual(stats.cards, { new: 1, learning: 1, review: 1, relearning: 0, mastered: 0 })
      assert.deepStrictEqual(
        stats.forecast.flatMap(({ day, due }) => (due > 0 ? [[day, due]] : [])),
        [
          [stats.studyDay, 1],
          [easy.dueDay, 1]
        ]
      )
      assert.strictEqual(stats.meanRecall, 1)
    }).pipe(Effect.provide(world()))
  )

  it.effect("tells true retention by cards in review that were asked on a later day", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const [first, second, third] = yield* newCards(yield* newGoal(learner), 3)
      for (const card of [first, second, third]) yield* rateNow(learner, card, 4)
      yield* TestClock.adjust("25 days")
      yield* rateNow(learner, first, 1)
      yield* rateNow(learner, second, 3)
      yield* rateNow(learner, third, 4)
      const stats = yield* statsOf(learner)
      assert.deepStrictEqual(stats.today?.mature, { asked: 3, recalled: 2 })
      assert.approximately(stats.trueRetention ?? 0, 2 / 3, 1e-12)
    }).pipe(Effect.provide(world()))
  )

  it.effect("shows the goals being worked on, or the one asked for", () =>
    Effect.gen(function* () {
      const progress = yield* Progress
      const learner = yield* newLearner
      const [going, done] = [yield* newGoal(learner), yield* newGoal(learner, "Bake bread")]
      yield* newCards(done, 2)
      yield* (yield* Goals).setStatus(learner, done.id, "archived")
      assert.deepStrictEqual(
        (yield* statsOf(learner)).goals.map(({ goal }) => goal.id),
        [going.id]
      )
      const asked = yield* progress.stats(learner, { goalId: done.id, days: 3 })
      assert.deepStrictEqual([asked.goals[0]?.goal.id, asked.cards.new, asked.forecast.length], [done.id, 2, 3])
      const stranger = yield* newLearner
      assert.strictEqual((yield* Effect.flip(progress.stats(stranger, { goalId: done.id })))._tag, "GoalNotFound")
    }).pipe(Effect.provide(world()))
  )
})

describe("Progress.history", () => {
  it.effect("gives the last days on which something was reviewed, oldest first", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const [first, second] = yield* newCards(yield* newGoal(learner), 2)
      yield* rateNow(learner, first, 4)
      yield* TestClock.adjust("2 days")
      yield* rateNow(learner, second, 4)
      const reviewed = (days: number) =>
        Effect.flatMap(Progress, (progress) => progress.history(learner, days)).pipe(
          Effect.map((summaries) => summaries.map(({ day }) => day))
        )
      assert.deepStrictEqual(yield* reviewed(3), [fixtures.januaryDay(2), fixtures.januaryDay(4)])
      assert.deepStrictEqual(yield* reviewed(2), [fixtures.januaryDay(4)])
    }).pipe(Effect.provide(world()))
  )
})

describe("Progress.mastery", () => {
  it.effect("is the mean of the skills, each with the numbers it comes from", () =>
    Effect.gen(function* () {
      const progress = yield* Progress
      const learner = yield* newLearner
      const { goal, tree } = yield* newGrown(learner, "Letters and words")
      const [letters, words] = tree.nodes
      const [card] = yield* newCards(goal, 1, letters?.id)
      yield* newCards(goal, 2, words?.id)
      yield* rateNow(learner, card, 4)
      const report = yield* progress.mastery(learner, goal.id)
      assert.deepStrictEqual(
        report.nodes.map(({ cards, complete, inReview }) => ({ cards, inReview, complete })),
        [
          { cards: 1, inReview: 1, complete: true },
          { cards: 2, inReview: 0, complete: false }
        ]
      )
      const [known = 0, unknown] = report.nodes.map(({ mastery }) => mastery)
      assert.strictEqual(unknown, 0)
      assert.isAbove(known, 66)
      assert.strictEqual(report.mastery, Math.round(known / 2))
      const shown = (yield* statsOf(learner)).goals.map(({ completed, mastery }) => ({ completed, mastery }))
      assert.deepStrictEqual(shown, [{ mastery: report.mastery, completed: false }])
    }).pipe(Effect.provide(grown))
  )

  it.effect("is complete once every card would be remembered for long", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const [card] = yield* newCards(goal, 1)
      for (const _ of [1, 2, 3]) {
        yield* rateNow(learner, card, 4)
        yield* TestClock.adjust("1500 days")
      }
      const [shown] = (yield* statsOf(learner)).goals
      assert.deepStrictEqual([shown?.mastery, shown?.completed, shown?.cards.mastered], [100, true, 1])
    }).pipe(Effect.provide(world()))
  )
})
