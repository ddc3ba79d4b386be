/**
 * Forgets what steps of old runs came to, and what happened in them: nothing grows for ever. That they were, stays.
 */
import { DateTime, Effect, Schedule } from "effect"
import { RunStore } from "../../ports/runs/RunStore.ts"

/** For so long a learner may look up what a run left out, or keep it anyway. */
const kept = { days: 30 }

/** For as long as it is not interrupted. An outage is over by the next time. */
export const forgetting: Effect.Effect<never, never, RunStore> = Effect.gen(function* () {
  const store = yield* RunStore
  const count = yield* store.forget(DateTime.subtract(yield* DateTime.now, kept))
  if (count > 0) yield* Effect.logDebug(`What happened in ${count} old runs is forgotten.`)
}).pipe(
  Effect.catch((error) => Effect.logDebug("What happened in old runs stays for now.", error)),
  Effect.repeat(Schedule.spaced("1 day")),
  Effect.andThen(Effect.never)
)
