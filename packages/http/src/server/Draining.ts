/**
 * How a server goes away: it says so first, then takes no more requests, and lets those in progress end.
 */
import { Context, Effect } from "effect"

export const Draining = Context.Reference<{
  /** Whether it has begun: whoever spreads requests over servers should send no more. */
  readonly hasBegun: Effect.Effect<boolean>
  /** Goes away. Returns when nothing is in progress any more. */
  readonly drain: Effect.Effect<void>
}>("@loopi/http/server/Draining", {
  defaultValue: () => ({ hasBegun: Effect.succeed(false), drain: Effect.void })
})
