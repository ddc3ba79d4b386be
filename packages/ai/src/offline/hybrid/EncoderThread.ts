/**
 * The main thread's end of the sentence encoder: starts its thread for the first sentences, and again after it ended.
 */
import { Worker } from "node:worker_threads"
import type { EmbedderFailed } from "@loopi/core"
import { Effect, type Scope, Semaphore } from "effect"
import { failed } from "../../embeddings/failures.ts"
import type { FromEncoder, ToEncoder } from "./worker/messages.ts"

export type Encode = (sentences: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Float32Array>, EmbedderFailed>

// Node runs the sources as they are, so the thread's file is found beside this one under either name.
const encoderFile = new URL(import.meta.url.endsWith(".ts") ? "./worker/main.ts" : "./worker/main.js", import.meta.url)

/** One call at a time. The thread ends with the scope. Another file is for tests. */
export const make = (file: URL = encoderFile): Effect.Effect<Encode, never, Scope.Scope> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    const thread = yield* Effect.acquireRelease(
      Effect.sync(() => new EncoderThread(file)),
      (thread) => Effect.promise(() => thread.end())
    )

    const encode: Encode = (sentences) =>
      Effect.callback<ReadonlyArray<Float32Array>, EmbedderFailed>((resume) => {
        thread.encode(sentences, (answer) => resume(answerOf(answer)))
        // A call nobody waits for any longer would be answered to the next.
        return Effect.promise(() => thread.end())
      }).pipe(Effect.timeoutOrElse({ duration: "1 minute", orElse: () => failed("timed_out") }))

    return (sentences) => turn.withPermits(1)(encode(sentences))
  })

type Answer = FromEncoder | { readonly tag: "crashed" }

const answerOf = (answer: Answer) => (answer.tag === "encoded" ? Effect.succeed(answer.meanings) : failed(answer.tag))

class EncoderThread {
  private readonly file: URL
  private worker: Worker | undefined

  constructor(file: URL) {
    this.file = file
  }

  /** Tells the answer once, whatever becomes of the thread. */
  encode(sentences: ReadonlyArray<string>, tell: (answer: Answer) => void): void {
    const worker = (this.worker ??= started(this.file))
    const done = (answer: Answer): void => {
      worker.removeAllListeners()
      // What it fails with while it ends is no news, but without a listener it would end the process.
      worker.on("error", () => {})
      if (answer.tag === "encoded") worker.unref()
      else this.forget(worker)
      tell(answer)
    }
    worker.on("message", done)
    worker.on("error", () => done({ tag: "crashed" }))
    worker.on("exit", () => done({ tag: "crashed" }))
    // Only sentences at work keep the process alive.
    worker.ref()
    const message: ToEncoder = { sentences }
    worker.postMessage(message)
  }

  end(): Promise<unknown> {
    const worker = this.worker
    if (worker === undefined) return Promise.resolve()
    worker.removeAllListeners()
    worker.on("error", () => {})
    this.forget(worker)
    return worker.terminate()
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined
  }
}

/** Libraries of the model greet on the console, which is ours to write on. */
const started = (file: URL): Worker => {
  const worker = new Worker(file, { name: "loopi-encoder", stdout: true, stderr: true })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}
