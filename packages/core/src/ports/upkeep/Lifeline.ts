/**
 * Hears that what the stores stand on is gone for good: nothing is kept any more until the program starts again.
 *
 * **Details**
 *
 * An outage passes by itself, and every request is told of it; this does not. Whoever runs a server provides one that
 * ends it, so that it can be started again instead of refusing everybody for ever.
 */
import { Context, Effect } from "effect"

export const Lifeline = Context.Reference<{
  /** `reason` is a clause for people: "its lock file is gone". */
  readonly lost: (reason: string) => Effect.Effect<void>
}>("@loopi/core/ports/upkeep/Lifeline", {
  defaultValue: () => ({ lost: (reason) => Effect.logError(`Nothing is kept any more: ${reason}`) })
})
