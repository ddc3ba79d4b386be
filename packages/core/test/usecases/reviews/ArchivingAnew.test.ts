/**
 * An archive that somebody has deleted is made again from the journal, unless reviews would be missing from it.
 */
import { Archiving, ReviewArchive, ReviewDrain, ReviewLog } from "@loopi/core"
import { MemoryReviewArchive, MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { histories } from "@loopi/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"

const journal = MemoryReviewJournal.layer({ keeps: "2 hours" }).pipe(Layer.provideMerge(MemoryStores.layer))

/** Moves what waits to an archive that has just been put there, and says how much it holds then. */
const drainToNew = Effect.gen(function* () {
  yield* Archiving.use(({ drain }) => drain)
  const archive = yield* ReviewArchive
  return yield* Stream.runCount(Stream.flatMap(archive.learners, archive.replay))
}).pipe((work) =>
  Effect.provide(work, Layer.fresh(Archiving.layer.pipe(Layer.provideMerge(MemoryReviewArchive.layer))), {
    local: true
  })
)

const rate = Effect.gen(function* () {
  yield* (yield* ReviewLog).append(yield* histories.learnerHistory(yield* histories.strangeLearner, [4]))
})

describe("Archiving", () => {
  it.effect("makes an archive again that was deleted", () =>
    Effect.gen(function* () {
      yield* rate
      assert.strictEqual(yield* drainToNew, 4)
      yield* rate
      assert.strictEqual(yield* drainToNew, 8)
    }).pipe(Effect.provide(journal))
  )

  it.effect("leaves it alone once the journal has dropped a part of it: a backup may have that", () =>
    Effect.gen(function* () {
      yield* rate
      yield* drainToNew
      yield* TestClock.adjust("3 hours")
      assert.strictEqual(yield* ReviewDrain.use(({ drop }) => drop), 4)
      const damaged = yield* Effect.flip(drainToNew)
      assert.deepInclude(damaged, { _tag: "ArchiveDamaged", reason: "missing" })
    }).pipe(Effect.provide(journal))
  )
})
