/**
 * What every `ReviewLog` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Array, Effect, type Layer, Order, Stream } from "effect"
import { tally } from "../../domain/flashcards/CardTally.ts"
import { stillStanding, summarise } from "../../domain/study/Progress.ts"
import type { Rating, Review } from "../../domain/reviews/Review.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import type { Stores } from "../../ports/Stores.ts"
import { januaryDay, makeReview, newGoal, newLearner, newStudied, study } from "../fixtures.ts"

const histories: ReadonlyArray<ReadonlyArray<Rating | null>> = [
  [3, 3, 1, 3, null, 3],
  [1, 3, null, null, 4, 3, 3, 3],
  [4, null, 3, 2, null, null, 1],
  [3]
]

/** Studies a card for each of the histories. */
const newHistory = Effect.gen(function* () {
  const goal = yield* newGoal(yield* newLearner)
  const reviews = yield* Effect.forEach(histories, (ratings) =>
    Effect.flatMap(newStudied(goal), (start) => Effect.map(study(start, ratings), ({ reviews }) => reviews))
  )
  return { learner: goal.userId, reviews: reviews.flat() }
})

const byId = Order.mapInput(Order.String, (review: Review) => review.id)

export const suite = <E>(adapter: string, layer: Layer.Layer<Stores, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a ReviewLog (${adapter})`, (it) => {
    it.effect("keeps every line whole, undone ones too", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const first = yield* makeReview(start, 3, 1)
        const undo = yield* makeReview(first.after, null, 2, [first.review])
        yield* log.append([first.review, undo.review])
        assert.deepStrictEqual(yield* log.ofCard(start.userId, start.cardId), [first.review, undo.review])
      })
    )

    it.effect("adds a review once, however often it comes", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const start = yield* newStudied(yield* newGoal(yield* newLearner))
        const first = yield* makeReview(start, 3, 1)
        const second = yield* makeReview(first.after, 3, 2)
        yield* log.append([first.review])
        yield* log.append([first.review, second.review])
        yield* log.append([])
        assert.deepStrictEqual(yield* log.ofCard(start.userId, start.cardId), [first.review, second.review])
      })
    )

    it.effect("pages through the newest reviews first", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const { learner, reviews } = yield* newHistory
        const newest = Array.sort(reviews, Order.flip(byId))
        const page = yield* log.latest(learner, { limit: 5 })
        assert.deepStrictEqual(page, newest.slice(0, 5))
        const before = page.at(-1)?.id
        assert.isDefined(before)
        assert.deepStrictEqual(yield* log.latest(learner, { before, limit: 100 }), newest.slice(5))
      })
    )

    it.effect("adds up days as the domain does, leaving out what was undone", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const { learner, reviews } = yield* newHistory
        const expected = summarise(stillStanding(reviews))
        const all = { from: januaryDay(1), to: januaryDay(31) }
        assert.deepStrictEqual(yield* log.days(learner, all), expected)
        const some = { from: januaryDay(2), to: januaryDay(4) }
        assert.deepStrictEqual(
          yield* log.days(learner, some),
          expected.filter(({ day }) => some.from <= day && day <= some.to)
        )
      })
    )

    it.effect("replays a learner's whole history card by card, by version", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const { learner, reviews } = yield* newHistory
        assert.deepStrictEqual(yield* Stream.runCollect(log.replay(learner)), reviews)
      })
    )

    it.effect("tallies each card's history, without what was undone", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const { learner, reviews } = yield* newHistory
        const expected = [...Map.groupBy(reviews, ({ cardId }) => cardId).values()].flatMap(
          (history) => tally(history) ?? []
        )
        assert.isAbove(expected.length, 2)
        assert.deepStrictEqual(yield* log.cards(learner), expected)
      })
    )

    it.effect("names everybody who has reviews once", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const idle = yield* newLearner
        const { learner } = yield* newHistory
        const named = yield* Stream.runCollect(log.learners)
        assert.include(named, learner)
        assert.notInclude(named, idle)
        assert.strictEqual(new Set(named).size, named.length)
      })
    )

    it.effect("hides a history from everyone but its owner", () =>
      Effect.gen(function* () {
        const log = yield* ReviewLog
        const { reviews } = yield* newHistory
        const other = yield* newLearner
        const cardId = reviews[0]?.cardId
        assert.isDefined(cardId)
        assert.deepStrictEqual(yield* log.ofCard(other, cardId), [])
        assert.deepStrictEqual(yield* log.latest(other, { limit: 100 }), [])
        assert.deepStrictEqual(yield* log.days(other, { from: januaryDay(1), to: januaryDay(31) }), [])
        assert.deepStrictEqual(yield* Stream.runCollect(log.replay(other)), [])
        assert.deepStrictEqual(yield* log.cards(other), [])
      })
    )
  })
