/**
 * How a server goes away: it says so first, then takes no more requests, and lets those in progress end.
 */
import { Context, Effect } from "effect"

export const Draining = Context.Reference<{
  /** Whether it has begun: whoever spreads requests over servers should send no more. */
  readonly hasBegun: Effect.Effect<boolean>
  /** Waits until no more requests are taken: what would go on for ever should end now. */
  readonly closing: Effect.Effect<void>
  /** Goes away. Returns when nothing is in progress any more. */
  readonly drain: Effect.Effect<void>
}>("@loopi/http/server/Draining", {
  defaultValue: () => ({ hasBegun: Effect.succeed(false), closing: Effect.never, drain: Effect.void })
})
