import { Effect, Layer } from "effect"
import type { SpaceId } from "../../domain/vectors/Embedding.ts"
import { type KeptThresholds, ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"

/** Keeps thresholds in a `Map`. */
export const layer: Layer.Layer<ThresholdStore> = Layer.sync(ThresholdStore, () => {
  const spaces = new Map<SpaceId, KeptThresholds>()
  return ThresholdStore.of({
    find: (space) => Effect.sync(() => spaces.get(space)),
    put: (kept) => Effect.sync(() => void spaces.set(kept.space, kept))
  })
})
