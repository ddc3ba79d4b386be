/**
 * Keeps an eye on a run while its steps are done: says that somebody is at it, and notices when it is not wanted any
 * longer, wherever that was decided.
 */
import { DateTime, Effect, Schedule } from "effect"
import type { Run } from "../../domain/runs/Run.ts"
import type { RunStore } from "../../ports/runs/RunStore.ts"

/** A run that was not touched for so long is carried out by nobody. */
export const strandedAfter = { seconds: 10 }

const look = "2 seconds"

/** Ends when the run is over, or another attempt at it is under way. */
export const untilUnwanted = (store: RunStore["Service"], { attempt, id, userId }: Run): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* Effect.sleep(look)
    yield* store.tell(userId, id, [], yield* DateTime.now)
    const now = yield* store.get(userId, id)
    return now.attempt !== attempt || now.status !== "running"
  }).pipe(
    Effect.catchTags({
      RunNotFound: () => Effect.succeed(true),
      // The steps themselves notice that there is no store.
      StoreUnavailable: () => Effect.succeed(false)
    }),
    Effect.repeat({ until: (unwanted) => unwanted, schedule: Schedule.forever }),
    Effect.asVoid
  )

/** Waits beside `work`, so that it is not called stranded although nothing is written for a while. */
export const touching = (
  store: RunStore["Service"],
  { id, userId }: Pick<Run, "id" | "userId">
): Effect.Effect<never> =>
  Effect.sleep(look).pipe(
    Effect.andThen(DateTime.now),
    Effect.flatMap((at) => Effect.ignore(store.tell(userId, id, [], at))),
    Effect.forever
  )
