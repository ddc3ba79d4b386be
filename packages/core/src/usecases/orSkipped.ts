import { Effect } from "effect"
import { CheckSkipped } from "../domain/duplicates/Similarity.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"

/** Where vectors cannot be searched, no check is made; what was to be checked may be kept all the same. */
export const orSkipped = <A>(looking: Effect.Effect<A, StoreUnavailable>): Effect.Effect<A, CheckSkipped> =>
  Effect.mapError(looking, () => CheckSkipped.make({ reason: "service_unavailable" }))
