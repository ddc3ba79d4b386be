/**
 * Those who sign in, in a thread of their own: what they do at once is not what holds up the learner who is measured.
 */
import { Worker } from "node:worker_threads"
import { Effect } from "effect"
import type { SignIn, Wave } from "./signIns.ts"

/** Started, so that starting it is not what is measured either. */
export const signInsApart = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => new Worker(new URL("./signInsThread.ts", import.meta.url))),
    (thread) => Effect.promise(() => thread.terminate())
  ),
  (thread) => (wave: Wave) =>
    Effect.callback<ReadonlyArray<SignIn>>((resume) => {
      const failed = (error: unknown) => resume(Effect.die(error))
      thread.once("error", failed)
      thread.once("message", (tried: ReadonlyArray<SignIn>) => {
        thread.off("error", failed)
        resume(Effect.succeed(tried))
      })
      thread.postMessage(wave)
    })
)
