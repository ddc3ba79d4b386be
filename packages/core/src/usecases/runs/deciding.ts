/**
 * What a learner decides about a run that was begun.
 */
import { DateTime, Effect } from "effect"
import { RunConflict, type RunId } from "../../domain/runs/Run.ts"
import type { UserId } from "../../domain/users/User.ts"
import { Afterwards } from "../../ports/Afterwards.ts"
import { Flows } from "../../ports/runs/Flows.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { runIs } from "../study/metrics.ts"
import { launching } from "./launching.ts"

export const deciding = Effect.gen(function* () {
  const store = yield* RunStore
  const flows = yield* Flows
  const launch = yield* launching

  const cancel = Effect.fn("Runs.cancel")(function* (userId: UserId, id: RunId) {
    const at = yield* DateTime.now
    const event = { kind: "cancelled", detail: {} }
    const { moved, run } = yield* store.move(userId, id, { from: ["queued", "running"], to: "cancelled", event, at })
    if (!moved) return yield* RunConflict.make({ id, status: run.status })
    yield* runIs(run.kind, "cancelled")
    // Whoever carries it out also looks for themselves whether it is still wanted.
    const interrupted = flows
      .interrupt({ id, userId, attempt: run.attempt })
      .pipe(Effect.catch((error) => Effect.logWarning(`Run ${id} is cancelled, but not interrupted yet.`, error)))
    yield* (yield* Afterwards)(interrupted)
    return run
  })

  const retry = Effect.fn("Runs.retry")(function* (userId: UserId, id: RunId) {
    const at = yield* DateTime.now
    const event = { kind: "retried", detail: {} }
    const { moved, run } = yield* store.move(userId, id, { from: ["failed", "cancelled"], to: "queued", event, at })
    if (!moved) return yield* RunConflict.make({ id, status: run.status })
    yield* runIs(run.kind, "queued")
    yield* launch(run)
    return run
  })

  return { cancel, retry }
})
