/**
 * Stays with a run until it is over, and ends as it does.
 */
import { type Run, type RunEvent, Runs } from "@loopi/core"
import { Array, Effect, Option, Stream } from "effect"
import { failureOfRun } from "../failures/runFailure.ts"
import { learner } from "../session.ts"

/** Ctrl-C leaves the run as it is: it goes on the next time that Loopi is open. */
export const followed = Effect.fnUntraced(function* <E, R>(
  { id }: Pick<Run, "id">,
  onEvent: (event: RunEvent) => Effect.Effect<void, E, R>,
  after = 0
) {
  const runs = yield* Runs
  yield* Stream.runForEach(runs.watch(learner, id, after), onEvent)
  return yield* runs.get(learner, id)
})

/** All that was told of a run so far, page by page. */
export const toldSoFar = Effect.fnUntraced(function* ({ id }: Pick<Run, "id">) {
  const runs = yield* Runs
  const pages = Stream.paginate(0, (after) =>
    Effect.map(runs.events(learner, id, { after }), (some) => [some, Option.map(Array.last(some), ({ seq }) => seq)])
  )
  return yield* Stream.runCollect(pages)
})

/** Fails with what the run failed with. */
export const elseFail = (run: Run) => (run.failure === null ? Effect.succeed(run) : failureOfRun(run, run.failure))
