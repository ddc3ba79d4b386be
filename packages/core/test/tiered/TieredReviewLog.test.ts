/**
 * A history of two tiers is a history like any other, wherever each of its reviews is just now.
 */
import { ReviewArchive, ReviewLog, Schedules, StoreUnavailable, TieredReviewLog } from "@loopi/core"
import { MemoryReviewArchive, MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { fixtures, restless, StoresContract } from "@loopi/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"

const tiered = (most: number, keeps: "0 seconds" | "4 days") =>
  restless
    .layer(most)
    .pipe(
      Layer.provide(TieredReviewLog.layer),
      Layer.provide(Layer.merge(MemoryReviewJournal.layer({ keeps }), MemoryReviewArchive.layer)),
      Layer.provideMerge(MemoryStores.layer)
    )

// What is moved is gone from the journal at once, or stays in both.
StoresContract.suite("memory, moved one by one", tiered(1, "0 seconds"))
StoresContract.suite("memory, moved by the dozen", tiered(12, "0 seconds"))
StoresContract.suite("memory, in both tiers", tiered(5, "4 days"))

const outage = StoreUnavailable.make({ operation: "ReviewArchive", cause: "gone" })

/** No archive behind the journal. */
const alone = TieredReviewLog.layer.pipe(
  Layer.provide(MemoryReviewJournal.layer({ keeps: "4 days" })),
  Layer.provide(
    Layer.mock(ReviewArchive, {
      ofCards: () => outage,
      ofDays: () => outage,
      latest: () => outage,
      known: () => outage
    })
  ),
  Layer.provideMerge(MemoryStores.layer)
)

describe("a history whose archive is gone", () => {
  it.effect("still tells of today, wherever the learner lives", () =>
    Effect.gen(function* () {
      const log = yield* ReviewLog
      const schedules = yield* Schedules
      const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
      const { after, review } = yield* fixtures.makeReview(yield* fixtures.newStudied(goal), 3, 1)
      yield* schedules.record(after, review)
      const today = fixtures.januaryDay(1)
      // The day begins 14 hours before UTC's in the east, and is over 36 hours after it began in the west.
      for (const hour of [-14, 12, 59]) {
        yield* TestClock.setTime(DateTime.toEpochMillis(fixtures.january(1, 0)) + hour * 3_600_000)
        const [summary] = yield* log.days(goal.userId, { from: today, to: today })
        assert.strictEqual(summary?.reviews, 1)
      }
    }).pipe(Effect.provide(alone))
  )

  it.effect("shows what the journal has of it, and decides nothing on a part", () =>
    Effect.gen(function* () {
      const log = yield* ReviewLog
      const schedules = yield* Schedules
      const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
      const { after, review } = yield* fixtures.makeReview(yield* fixtures.newStudied(goal), 3, 1)
      yield* schedules.record(after, review)

      const [summary] = yield* log.days(goal.userId, { from: fixtures.januaryDay(-60), to: fixtures.januaryDay(1) })
      assert.strictEqual(summary?.reviews, 1)
      assert.deepStrictEqual(yield* log.latest(goal.userId, { limit: 5 }), [review])
      assert.deepStrictEqual(yield* Effect.flip(log.ofCard(goal.userId, review.cardId)), outage)
    }).pipe(Effect.provide(alone))
  )
})
