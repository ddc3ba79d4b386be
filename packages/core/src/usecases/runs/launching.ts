import { Effect } from "effect"
import { isFinal, type Run } from "../../domain/Run.ts"
import { Flows } from "../../ports/Flows.ts"

/** Has a run carried out. Where that cannot be asked for just now, it is found stranded later: the run is kept. */
export const launching = Effect.gen(function* () {
  const flows = yield* Flows

  return (run: Run) =>
    isFinal(run)
      ? Effect.void
      : flows
          .launch({ id: run.id, userId: run.userId, attempt: run.attempt })
          .pipe(Effect.catch((error) => Effect.logWarning(`Run ${run.id} waits to be carried out.`, error)))
})
