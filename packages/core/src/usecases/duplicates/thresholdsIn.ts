import { Effect } from "effect"
import { type SpaceId, type Thresholds, thresholdsOf } from "../../domain/vectors/Embedding.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"

/** The thresholds in use in a space: those it was calibrated to, or else those it comes with. */
export const thresholdsIn = (
  store: ThresholdStore["Service"],
  space: SpaceId
): Effect.Effect<Thresholds, StoreUnavailable> =>
  Effect.map(store.find(space), (kept) => kept?.thresholds ?? thresholdsOf(space))
