import { Context, type DateTime, type Effect } from "effect"
import type { SpaceId, Thresholds } from "../../domain/vectors/Embedding.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** The thresholds somebody measured for a space. */
export interface KeptThresholds {
  readonly space: SpaceId
  readonly thresholds: Thresholds
  readonly calibratedAt: DateTime.Utc
}

/**
 * Where the thresholds of spaces are kept that were calibrated. They belong to a space and so to everybody; a space
 * without any has those it comes with.
 */
export class ThresholdStore extends Context.Service<
  ThresholdStore,
  {
    /** `undefined` for a space that nobody has calibrated. */
    readonly find: (space: SpaceId) => Effect.Effect<KeptThresholds | undefined, StoreUnavailable>
    /** In the place of those before. */
    readonly put: (kept: KeptThresholds) => Effect.Effect<void, StoreUnavailable>
  }
>()("@loopi/core/ports/vectors/ThresholdStore") {}
