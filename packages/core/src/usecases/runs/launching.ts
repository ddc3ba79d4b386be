import { Effect } from "effect"
import { isFinal, type Run } from "../../domain/runs/Run.ts"
import { Afterwards } from "../../ports/Afterwards.ts"
import { Flows } from "../../ports/runs/Flows.ts"

/**
 * Has a run carried out, once it is there for others. Where that cannot be asked for just now, it is found stranded later:
 * the run is kept.
 */
export const launching = Effect.gen(function* () {
  const flows = yield* Flows
  const launched = ({ attempt, id, userId }: Run) =>
    flows
      .launch({ id, userId, attempt })
      .pipe(Effect.catch((error) => Effect.logWarning(`Run ${id} waits to be carried out.`, error)))

  return (run: Run) =>
    isFinal(run) ? Effect.void : Effect.flatMap(Afterwards, (afterwards) => afterwards(launched(run)))
})
