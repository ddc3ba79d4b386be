/**
 * Two requests about the same card at once: one of them is told that it came too late.
 */
import { assert, describe, it } from "@effect/vitest"
import { ReviewLog, ScheduleConflict, Schedules, Study } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Effect, Layer } from "effect"
import { newCards } from "../cards.ts"
import { newGoal, newLearner, world } from "../world.ts"

/** A history that others may write to before it is read, as a database lets them. */
const slowToRead = Layer.effect(
  ReviewLog,
  ReviewLog.use((log) =>
    Effect.succeed(ReviewLog.of({ ...log, ofCard: (...card) => Effect.andThen(Effect.yieldNow, log.ofCard(...card)) }))
  )
).pipe(Layer.provideMerge(MemoryStores.layer))

describe("Study", () => {
  it.effect("refuses to take back a rating when the card is rated once more meanwhile", () =>
    Effect.gen(function* () {
      const study = yield* Study
      const learner = yield* newLearner
      const [cardId] = yield* newCards(yield* newGoal(learner), 1)
      if (cardId === undefined) return assert.fail("no card")
      yield* study.rate(learner, { cardId, rating: 3, version: 0 })
      const both = [Effect.flip(study.undo(learner, cardId, 1)), study.rate(learner, { cardId, rating: 1, version: 1 })]
      const [refusal] = yield* Effect.all(both, { concurrency: "unbounded" })
      assert.deepStrictEqual(refusal, ScheduleConflict.make({ cardId, version: 1 }))
      assert.strictEqual((yield* (yield* Schedules).get(learner, cardId)).version, 2)
      assert.lengthOf(yield* (yield* ReviewLog).ofCard(learner, cardId), 2)
    }).pipe(Effect.provide(world({ stores: slowToRead })))
  )
})
