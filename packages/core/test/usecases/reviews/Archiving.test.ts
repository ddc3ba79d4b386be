/**
 * Reviews move to the archive in time, however few or many there are, and whatever gets in the way.
 */
import { Archiving, ReviewArchive, ReviewDrain, ReviewLog, StoreUnavailable } from "@loopi/core"
import { MemoryReviewArchive, MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { histories } from "@loopi/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Layer, Logger, Stream } from "effect"
import { TestClock } from "effect/testing"

const stores = Layer.mergeAll(MemoryReviewJournal.layer({ keeps: "2 hours" }), MemoryReviewArchive.layer).pipe(
  Layer.provideMerge(MemoryStores.layer)
)
const world = Archiving.layer.pipe(Layer.provideMerge(stores))

const rate = Effect.fnUntraced(function* (lengths: ReadonlyArray<number>) {
  const log = yield* ReviewLog
  const learner = yield* histories.strangeLearner
  yield* log.append(yield* histories.learnerHistory(learner, lengths))
  return learner
})

const waiting = Effect.flatMap(ReviewDrain, ({ backlog }) => Effect.map(backlog, (it) => it.waiting))

const archivedOf = Effect.flatMap(ReviewArchive, (archive) =>
  Stream.runCount(Stream.flatMap(archive.learners, archive.replay))
)

const running = Effect.gen(function* () {
  const { run } = yield* Archiving
  yield* Effect.forkScoped(run)
  yield* TestClock.adjust("0 seconds")
})

describe("Archiving", () => {
  it.effect("moves what little there is within a minute, again and again", () =>
    Effect.gen(function* () {
      yield* rate([2])
      yield* running
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* waiting, 0)
      yield* rate([3])
      yield* TestClock.adjust("50 seconds")
      assert.strictEqual(yield* waiting, 3)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* waiting, 0)
      assert.strictEqual(yield* archivedOf, 5)
    }).pipe(Effect.provide(world))
  )

  it.effect("does not wait for the minute once a batch is full", () =>
    Effect.gen(function* () {
      yield* running
      yield* rate(Array.makeBy(521, () => 10))
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* waiting, 0)
      assert.strictEqual(yield* archivedOf, 5_210)
    }).pipe(Effect.provide(world))
  )

  it.effect("leaves to another program what that one is moving", () =>
    Effect.gen(function* () {
      const archiving = yield* Archiving
      const { turn } = yield* ReviewDrain
      yield* archiving.begin
      yield* rate([4])
      const meanwhile = turn(5, ({ recorded }) =>
        Effect.gen(function* () {
          assert.strictEqual(yield* Effect.orDie(archiving.drain), 0)
          return recorded ?? { version: 0, reviews: 0 }
        })
      )
      yield* meanwhile
    }).pipe(Effect.provide(world))
  )

  it.effect("says once that the archive is away, however long it is, and once that it is back", () =>
    Effect.gen(function* () {
      const said: Array<unknown> = []
      let isAway = false
      const away = StoreUnavailable.make({ operation: "ReviewArchive", cause: "away" })
      const shaky = Layer.effect(
        ReviewArchive,
        Effect.map(ReviewArchive, (archive) =>
          ReviewArchive.of({
            ...archive,
            append: (after, reviews) => Effect.suspend(() => (isAway ? away : archive.append(after, reviews)))
          })
        )
      )
      const test = Effect.gen(function* () {
        yield* running
        isAway = true
        yield* rate([3])
        yield* TestClock.adjust("2 hours")
        assert.strictEqual(yield* waiting, 3)
        isAway = false
        yield* TestClock.adjust("1 minute")
        assert.strictEqual(yield* waiting, 0)
        assert.strictEqual(yield* archivedOf, 3)
      })
      const logger = Logger.layer([Logger.make(({ message }) => void said.push([message].flat()[0]))])
      const layers = Archiving.layer.pipe(Layer.provide(shaky), Layer.provideMerge(stores), Layer.merge(logger))
      yield* Effect.provide(test, layers)
      assert.deepStrictEqual(said, [
        "Reviews stay in the journal, as the archive cannot be written to; everything else works.",
        "Reviews are archived again."
      ])
    })
  )

  it.effect("tidies after a batch where there are too many pieces, and once a day in any case", () =>
    Effect.gen(function* () {
      const tolerated: Array<number> = []
      const watched = Layer.effect(
        ReviewArchive,
        Effect.map(ReviewArchive, (archive) =>
          ReviewArchive.of({
            ...archive,
            compact: (at, most) => {
              tolerated.push(most)
              return archive.compact(at, most)
            }
          })
        )
      )
      const test = Effect.gen(function* () {
        yield* running
        yield* rate([1])
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(tolerated, [32])
        yield* TestClock.adjust("1 day")
        assert.deepStrictEqual(tolerated, [32, 1])
        yield* TestClock.adjust("15 minutes")
        assert.deepStrictEqual(tolerated, [32, 1, -1])
      })
      yield* Effect.provide(test, Archiving.layer.pipe(Layer.provide(watched), Layer.provideMerge(stores)))
    })
  )

  it.effect("drops from the journal what was archived long ago", () =>
    Effect.gen(function* () {
      const { drop } = yield* ReviewDrain
      yield* rate([5])
      yield* running
      yield* TestClock.adjust("3 hours")
      yield* rate([2])
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* drop, 0)
      assert.strictEqual(yield* archivedOf, 7)
    }).pipe(Effect.provide(world))
  )
})
