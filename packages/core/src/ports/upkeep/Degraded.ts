/**
 * Knows what is missing right now, so that every answer can say so.
 */
import { Context, Effect } from "effect"
import type { Degradation, DegradedPart } from "../../domain/upkeep/Degradation.ts"

/** Who found a part missing. A part is there again when nobody misses it any more. */
export interface Missed {
  readonly part: DegradedPart
  /** A name for the way of asking, such as "vectors.write". */
  readonly by: string
}

/** Nobody has to provide it: then everything seems to be there. */
export const Degraded = Context.Reference<{
  /** What is missing, each part once, in the order of `DegradedPart`. */
  readonly now: Effect.Effect<ReadonlyArray<Degradation>>
  readonly miss: (missed: Missed, code: string) => Effect.Effect<void>
  readonly found: (missed: Missed) => Effect.Effect<void>
}>("@loopi/core/ports/upkeep/Degraded", {
  defaultValue: () => ({ now: Effect.succeed([]), miss: () => Effect.void, found: () => Effect.void })
})
