/**
 * The doctor finds erasures that stand still, and whatever comes back of somebody who left; and ends both.
 */
import { Archiving, EmbeddingIndex, ErasureId, ErasureStore, Ids, Privacy, Projector, ReviewLog } from "@loopi/core"
import { accounts, belongings, embeddings, fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { world } from "../privacy/world.ts"
import { diagnosis, repair } from "./ward.ts"

/** Gone from the stores alone, as where the program was killed then. */
const halfErased = Effect.gen(function* () {
  const userId = yield* belongings.newBelongings
  yield* (yield* Projector).catchUp
  yield* (yield* Archiving).drain
  const ids = yield* Ids
  const id = ErasureId.make(yield* ids.next)
  const store = yield* ErasureStore
  yield* store.begin({ id, userId, code: yield* accounts.newDigest, begunAt: fixtures.january(20) })
  return { id, userId }
})

it.layer(world)("a doctor", (it) => {
  it.effect("ends an erasure that was cut short, and finds nothing then", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(fixtures.january(21).epochMilliseconds)
      const { id, userId } = yield* halfErased
      const found = yield* diagnosis
      assert.deepInclude(found, ["I11", id])
      assert.deepInclude(found, ["I8", userId])
      yield* repair
      assert.deepStrictEqual(yield* diagnosis, [])
      assert.deepStrictEqual(yield* (yield* ErasureStore).unfinished, [])
      assert.deepStrictEqual(yield* Stream.runCollect((yield* ReviewLog).replay(userId)), [])
    })
  )

  it.effect("removes vectors that came back of somebody who left", () =>
    Effect.gen(function* () {
      const { id, userId } = yield* halfErased
      yield* (yield* Privacy).goOn
      assert.deepStrictEqual(yield* diagnosis, [])
      const index = yield* EmbeddingIndex
      yield* index.put([embeddings.embedding(userId, "a")])
      assert.deepInclude(yield* diagnosis, ["I11", id])
      yield* repair
      assert.deepStrictEqual(yield* diagnosis, [])
      assert.deepStrictEqual(yield* index.spaces(userId), [])
    })
  )
})
