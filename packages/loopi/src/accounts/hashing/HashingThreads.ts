/**
 * The main thread's end of the threads that hash: each is started for the first password it gets, and again after it ended.
 */
import { Worker } from "node:worker_threads"
import { Effect, type Scope } from "effect"
import type { FromHasher, ToHasher } from "./worker/messages.ts"

/** As many at once as whoever asks sees to. What has begun cannot be stopped: it keeps its thread until it is done. */
export type TagOf = (asked: ToHasher) => Effect.Effect<Buffer>

// Node runs the sources as they are, so the thread's file is found beside this one under either name.
const hasherFile = new URL(import.meta.url.endsWith(".ts") ? "./worker/main.ts" : "./worker/main.js", import.meta.url)

/** The threads end with the scope. */
export const make: Effect.Effect<TagOf, never, Scope.Scope> = Effect.gen(function* () {
  const threads = new Set<Worker>()
  const free = new Set<Worker>()
  yield* Effect.addFinalizer(() => Effect.promise(() => Promise.all([...threads].map((thread) => thread.terminate()))))

  const started = (): Worker => {
    const thread = new Worker(hasherFile, { name: "loopi-hasher" })
    threads.add(thread)
    // Without anybody who listens, its error would be the end of the process.
    thread.on("error", () => undefined)
    thread.on("exit", () => [threads, free].forEach((those) => those.delete(thread)))
    return thread
  }

  return (asked) =>
    Effect.callback<Buffer>((resume) => {
      const [thread = started()] = free
      free.delete(thread)
      const ended = (reason: unknown) => resume(Effect.die(reason))
      const answered = ({ tag }: FromHasher) => {
        thread.off("error", ended).off("exit", ended).unref()
        free.add(thread)
        resume(Effect.succeed(Buffer.from(tag)))
      }
      thread.once("message", answered).once("error", ended).once("exit", ended)
      // Only a password at work keeps the process alive.
      thread.ref()
      thread.postMessage(asked)
    }).pipe(Effect.uninterruptible)
})
