/**
 * What every `ThresholdStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { SpaceId } from "../../domain/vectors/Embedding.ts"
import { Ids } from "../../ports/Ids.ts"
import { type KeptThresholds, ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"
import { january } from "../fixtures.ts"

/** Spaces belong to everybody, so each test makes up its own. */
const newSpace = Effect.gen(function* () {
  const ids = yield* Ids
  return SpaceId.make(`contract/${yield* ids.next}`)
})

const measured = (space: SpaceId, goal: number, day: number): KeptThresholds => ({
  space,
  thresholds: { goal, question: 0.61 },
  calibratedAt: january(day, 9)
})

export const suite = <E>(adapter: string, layer: Layer.Layer<ThresholdStore, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a ThresholdStore (${adapter})`, (it) => {
    it.effect("knows nothing of a space that nobody has calibrated", () =>
      Effect.gen(function* () {
        const store = yield* ThresholdStore
        assert.isUndefined(yield* store.find(yield* newSpace))
      })
    )

    it.effect("gives back the thresholds it was given, to the last digit", () =>
      Effect.gen(function* () {
        const store = yield* ThresholdStore
        const kept = measured(yield* newSpace, 0.1 + 0.2, 2)
        yield* store.put(kept)
        assert.deepStrictEqual(yield* store.find(kept.space), kept)
      })
    )

    it.effect("keeps the last of several for a space, and each space apart", () =>
      Effect.gen(function* () {
        const store = yield* ThresholdStore
        const [one, other] = [yield* newSpace, yield* newSpace]
        yield* store.put(measured(one, 0.4, 2))
        yield* store.put(measured(other, 0.5, 3))
        yield* store.put(measured(one, 0.6, 4))
        assert.deepStrictEqual(yield* store.find(one), measured(one, 0.6, 4))
        assert.deepStrictEqual(yield* store.find(other), measured(other, 0.5, 3))
      })
    )
  })
