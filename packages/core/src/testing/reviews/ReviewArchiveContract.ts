/**
 * What every `ReviewArchive` must do, whatever it is made of. Every test has an archive of its own.
 */
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, type Layer, Order, Stream } from "effect"
import type { ArchivePoint } from "../../domain/reviews/Archive.ts"
import type { Review } from "../../domain/reviews/Review.ts"
import type { UserId } from "../../domain/users/User.ts"
import { ReviewArchive } from "../../ports/reviews/ReviewArchive.ts"
import { januaryDay } from "../fixtures.ts"
import { learnerHistory, strangeLearner } from "./histories.ts"
import { whileTimePasses } from "../whileTimePasses.ts"

const lengths = [3, 1, 40, 7, 12]
const january = { from: januaryDay(1), to: januaryDay(31) }
const newestFirst = Order.flip(Order.mapInput(Order.String, (review: Review) => review.id))

const newHistory = Effect.gen(function* () {
  const learner = yield* strangeLearner
  return { learner, history: yield* learnerHistory(learner, lengths) }
})

const replayed = (learner: UserId) =>
  Effect.flatMap(ReviewArchive, (archive) => Stream.runCollect(archive.replay(learner)))

/** An archive of a history that came in batches of some size, and out of order. */
const archived = Effect.fnUntraced(function* (history: ReadonlyArray<Review>, size = 17) {
  const archive = yield* ReviewArchive
  let point: ArchivePoint = yield* archive.create
  for (const batch of Array.chunksOf(history.toReversed(), size)) point = yield* archive.append(point, batch)
  return point
})

export const suite = <E>(adapter: string, layer: Layer.Layer<ReviewArchive, E>): void => {
  describe(`a ReviewArchive (${adapter})`, () => {
    it.effect("gives back whole what came in batches and out of order", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const point = yield* archived(history)
        assert.strictEqual(point.reviews, history.length)
        assert.deepStrictEqual(yield* replayed(learner), history)
        const cardIds = [...new Set(history.map(({ cardId }) => cardId))].slice(1, 4)
        assert.deepStrictEqual(
          yield* archive.ofCards(learner, cardIds),
          history.filter(({ cardId }) => cardIds.includes(cardId))
        )
        assert.deepStrictEqual(yield* archive.ofCards(learner, []), [])
      }).pipe(Effect.provide(layer))
    )

    it.effect("pages through the newest reviews first", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        yield* archived(history)
        const newest = Array.sort(history, newestFirst)
        const page = yield* archive.latest(learner, { limit: 20 })
        assert.deepStrictEqual(page, newest.slice(0, 20))
        const before = page.at(-1)?.id
        assert.isDefined(before)
        assert.deepStrictEqual(yield* archive.latest(learner, { before, limit: 100 }), newest.slice(20))
      }).pipe(Effect.provide(layer))
    )

    it.effect("cuts out days with both ends, undone lines too, and names the cards that have one", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        yield* archived(history)
        const range = { from: januaryDay(3), to: januaryDay(9) }
        assert.sameDeepMembers(
          [...(yield* archive.ofDays(learner, range))],
          history.filter(({ studyDay }) => range.from <= studyDay && studyDay <= range.to)
        )
        const undone = history.filter(({ rating }) => rating === null).map(({ cardId }) => cardId)
        assert.isNotEmpty(undone)
        assert.deepStrictEqual(yield* archive.takenBack(learner), new Set(undone))
      }).pipe(Effect.provide(layer))
    )

    it.effect("tells learners apart, and names them", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const other = yield* newHistory
        yield* archived([...history, ...other.history])
        assert.deepStrictEqual(yield* replayed(other.learner), other.history)
        assert.sameMembers(yield* Stream.runCollect(archive.learners), [learner, other.learner])

        const ids = [...history, ...other.history].map(({ id }) => id)
        assert.deepStrictEqual(yield* archive.known(learner, ids), new Set(history.map(({ id }) => id)))
        assert.deepStrictEqual(
          yield* archive.ofCards(
            other.learner,
            history.map(({ cardId }) => cardId)
          ),
          []
        )
        const stranger = yield* strangeLearner
        assert.deepStrictEqual(yield* archive.latest(stranger, { limit: 9 }), [])
        assert.deepStrictEqual(yield* archive.ofDays(stranger, january), [])
        assert.deepStrictEqual(yield* replayed(stranger), [])
      }).pipe(Effect.provide(layer))
    )

    it.effect("undoes what was added and never recorded", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const recorded = yield* archive.append(yield* archive.create, history.slice(0, 9))
        yield* archive.append(recorded, history.slice(20, 30))
        yield* archive.append(recorded, history.slice(9, 12))
        assert.deepStrictEqual(yield* replayed(learner), history.slice(0, 12))

        const settled = yield* archive.settle(recorded)
        assert.strictEqual(settled.reviews, 9)
        assert.deepStrictEqual(yield* replayed(learner), history.slice(0, 9))
        assert.deepStrictEqual(yield* archive.settle(settled), settled)
      }).pipe(Effect.provide(layer))
    )

    it.effect("refuses to go on from a state it has not been in", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const { reviews, version } = yield* archive.append(yield* archive.create, history.slice(0, 9))
        for (const elsewhere of [
          { version: version + 5, reviews },
          { version, reviews: reviews + 1 }
        ]) {
          const refusal = yield* Effect.flip(archive.append(elsewhere, history.slice(9)))
          assert.strictEqual(refusal._tag === "ArchiveDamaged" && refusal.reason, "behind")
        }
        assert.deepStrictEqual(yield* replayed(learner), history.slice(0, 9))
      }).pipe(Effect.provide(layer))
    )

    it.effect("is made once, and not where there are reviews that nobody recorded", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history } = yield* newHistory
        const made = yield* archive.create
        assert.deepStrictEqual(yield* archive.create, made)
        yield* archive.append(made, history)
        const refusal = yield* Effect.flip(archive.create)
        assert.strictEqual(refusal._tag === "ArchiveDamaged" && refusal.reason, "foreign")
      }).pipe(Effect.provide(layer))
    )

    it.effect("says that it is missing, and does not read like an empty one", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const learner = yield* strangeLearner
        const error = yield* Effect.flip(replayed(learner))
        assert.strictEqual(error._tag, "StoreUnavailable")
        const refusal = yield* Effect.flip(archive.settle({ version: 3, reviews: 1 }))
        assert.strictEqual(refusal._tag === "ArchiveDamaged" && refusal.reason, "missing")
      }).pipe(Effect.provide(layer))
    )

    it.effect("has nothing of whoever was erased, and all of everybody else, once it is swept", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const [leaving, also, staying] = [yield* newHistory, yield* newHistory, yield* newHistory]
        const whole = yield* archived([...leaving.history, ...also.history, ...staying.history])
        assert.strictEqual(yield* archive.countOf(leaving.learner), leaving.history.length)
        const erased = yield* archive.erase(whole, [leaving.learner, also.learner])
        assert.strictEqual(erased.reviews, staying.history.length)
        const swept = yield* whileTimePasses(archive.sweep(erased))

        assert.deepStrictEqual(yield* replayed(leaving.learner), [])
        assert.deepStrictEqual(yield* replayed(staying.learner), staying.history)
        assert.strictEqual(yield* archive.countOf(also.learner), 0)
        assert.strictEqual((yield* archive.append(swept, also.history)).reviews, swept.reviews + also.history.length)
        const refusal = yield* Effect.flip(archive.settle(whole))
        assert.strictEqual(refusal._tag, "ArchiveDamaged")
      }).pipe(Effect.provide(layer))
    )

    it.effect("undoes an erasure that was never recorded", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const whole = yield* archived(history)
        yield* archive.erase(whole, [learner])
        assert.strictEqual((yield* archive.settle(whole)).reviews, history.length)
        assert.deepStrictEqual(yield* replayed(learner), history)
      }).pipe(Effect.provide(layer))
    )

    it.effect("answers the same after it was compacted, and goes on from there", () =>
      Effect.gen(function* () {
        const archive = yield* ReviewArchive
        const { history, learner } = yield* newHistory
        const other = yield* newHistory
        const compacted = yield* archive.compact(yield* archived(history, 5), 3)
        assert.strictEqual(compacted.reviews, history.length)
        assert.deepStrictEqual(yield* replayed(learner), history)
        const grown = yield* archive.append(compacted, other.history)
        assert.strictEqual((yield* archive.compact(grown, 0)).reviews, grown.reviews)
        assert.deepStrictEqual(yield* replayed(other.learner), other.history)
      }).pipe(Effect.provide(layer))
    )
  })
}
