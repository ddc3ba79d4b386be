import { Context, type Effect } from "effect"

/**
 * When that is done which needs what was kept to be there for others: at once, or where a transaction is open around the
 * use case, after it.
 */
export const Afterwards = Context.Reference<(work: Effect.Effect<void>) => Effect.Effect<void>>(
  "@loopi/core/ports/Afterwards",
  { defaultValue: () => (work) => work }
)
