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
  private tell: (answer: Answer) => void = () => {}

  constructor(file: URL) {
    this.file = file
  }

  /** Tells the answer once, whatever becomes of the thread. */
  encode(sentences: ReadonlyArray<string>, tell: (answer: Answer) => void): void {
    this.tell = tell
    const worker = (this.worker ??= this.start())
    // Only sentences at work keep the process alive.
    worker.ref()
    const message: ToEncoder = { sentences }
    worker.postMessage(message)
  }

  end(): Promise<unknown> {
    const worker = this.worker
    this.worker = undefined
    return worker === undefined ? Promise.resolve() : worker.terminate()
  }

  private start(): Worker {
    // Libraries of the model greet on the console, which is ours to write on. Nobody reads what they say: whoever does
    // keeps the process alive.
    const worker = new Worker(this.file, { name: "loopi-encoder", stdout: true, stderr: true })
    worker.on("message", (answer: FromEncoder) => this.hear(worker, answer))
    worker.on("error", () => this.hear(worker, { tag: "crashed" }))
    worker.on("exit", () => this.hear(worker, { tag: "crashed" }))
    return worker
  }

  /** What a thread says that was given up already is no news. */
  private hear(worker: Worker, answer: Answer): void {
    if (worker !== this.worker) return
    if (answer.tag === "encoded") worker.unref()
    else this.worker = undefined
    this.tell(answer)
  }
}
