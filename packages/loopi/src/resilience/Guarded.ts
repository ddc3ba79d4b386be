/**
 * What a guard has to know of what it stands before.
 */
import type { DegradedPart } from "@loopi/core"
import type { Duration, Effect } from "effect"

export interface Guarded<E> {
  readonly part: DegradedPart
  /** A name for this way of asking: each has a circuit of its own. */
  readonly by: string
  /** How long one call may take. */
  readonly patience: Duration.Input
  /** How many failures in a row it takes until nobody asks. One, where it is soon found out that it was chance. */
  readonly inARow: number
  /** The longest time nobody asks. */
  readonly longestRest: Duration.Input
  /** What a failure says against the dependency. Nothing where it only refuses what it was asked. */
  readonly against: (error: E) => Against | undefined
  /** The failure of a call that is not made, or was given up, or died. */
  readonly failed: (code: Own, retryAfterMs?: number) => E
  /** Finds out whether it is back: cheap, and without effect. Where there is none, the next caller finds out. */
  readonly probe?: Effect.Effect<unknown, E>
}

export type Own = "timed_out" | "resting" | "malformed"

export interface Against {
  readonly code: string
  readonly retryAfterMs?: number | undefined
}
