/**
 * The main thread's end of the worker that holds the database: one exchange at a time, and one clear end.
 */
import { Worker } from "node:worker_threads"
import type { TransactionStatus } from "./wire/ReplyScanner.ts"
import { Flow, flowMemory } from "./worker/Flow.ts"
import type { Boot, FromWorker, ToWorker } from "./worker/messages.ts"

export interface Exchange {
  /** Part of the answer. Say `read` when it has found its reader: the backend sleeps while too much is unread. */
  readonly bytes: (part: Uint8Array) => void
  /** A COPY waits for input: `feed` it. */
  readonly wants: () => void
  readonly done: (status: TransactionStatus | undefined) => void
}

export interface Listener {
  readonly open: (greeting: Buffer) => void
  readonly notification: (frame: Buffer) => void
  readonly failed: (error: Error) => void
}

// Node runs the sources as they are, so the worker is found beside this file under either name.
const workerFile = new URL(import.meta.url.endsWith(".ts") ? "./worker/main.ts" : "./worker/main.js", import.meta.url)

export class Backend {
  private readonly listener: Listener
  private readonly memory = flowMemory()
  private readonly flow = new Flow(this.memory)
  private readonly worker: Worker
  private exchange: Exchange | undefined
  private answer: ((message: FromWorker) => void) | undefined
  private error: Error | undefined
  private closing = false

  constructor(boot: Omit<Boot, "flow">, listener: Listener) {
    this.listener = listener
    const workerData: Boot = { ...boot, flow: this.memory }
    this.worker = new Worker(workerFile, { name: "loopi-postgres", workerData })
    this.worker.on("message", (message: FromWorker) => this.receive(message))
    this.worker.on("error", (error) => this.fail(error.message))
    this.worker.on("exit", (code) => this.fail(`its thread ended with code ${code}`))
  }

  start(bytes: Uint8Array, exchange: Exchange): void {
    if (this.error !== undefined || this.closing) return
    // Only an exchange at work keeps the process alive: a program that is done may end without closing the database.
    this.worker.ref()
    this.exchange = exchange
    this.send("exchange", bytes)
  }

  feed(bytes: Uint8Array, last: boolean): void {
    this.send("feed", bytes, last)
    this.flow.feed()
  }

  read(bytes: number): void {
    if (bytes > 0) this.flow.read(bytes)
  }

  dump(file: string): Promise<void> {
    return this.ask({ tag: "dump", file })
  }

  /** Finishes what is at work, checkpoints and ends the thread. */
  close(): Promise<void> {
    this.closing = true
    return this.error === undefined ? this.ask({ tag: "close" }) : Promise.resolve()
  }

  /** Ends the thread at once, whatever it does. What was acknowledged is in the write-ahead log. */
  terminate(): Promise<unknown> {
    this.closing = true
    return this.worker.terminate()
  }

  /** Gives the backend up: every session hears why. */
  fail(reason: string): void {
    if (this.error !== undefined) return
    this.error = new Error(`The embedded Postgres has stopped: ${reason}`)
    this.exchange = undefined
    this.answer?.({ tag: "failed", message: reason })
    void this.worker.terminate()
    if (!this.closing) this.listener.failed(this.error)
  }

  private ask(message: ToWorker): Promise<void> {
    return new Promise((resolve, reject) => {
      this.worker.ref()
      this.answer = (answer) => {
        this.answer = undefined
        if (answer.tag === "failed") reject(new Error(answer.message))
        else resolve()
      }
      this.worker.postMessage(message, [])
    })
  }

  private send(tag: "exchange" | "feed", bytes: Uint8Array, last = false): void {
    // A copy of its own: a view would take the whole buffer it looks into along to the worker.
    const own = new Uint8Array(bytes)
    const message: ToWorker = tag === "feed" ? { tag, bytes: own, last } : { tag, bytes: own }
    this.worker.postMessage(message, [own.buffer])
  }

  private receive(message: FromWorker): void {
    switch (message.tag) {
      case "open":
        this.worker.unref()
        return this.listener.open(Buffer.from(message.greeting))
      case "bytes":
        return this.exchange === undefined ? this.read(message.bytes.length) : this.exchange.bytes(message.bytes)
      case "notification":
        return this.listener.notification(Buffer.from(message.frame))
      case "wants":
        return this.exchange?.wants()
      case "done":
        return this.done(message.status)
      case "failed":
        return this.fail(message.message)
      default:
        return this.answer?.(message)
    }
  }

  private done(status: TransactionStatus | undefined): void {
    const exchange = this.exchange
    this.exchange = undefined
    if (this.answer === undefined) this.worker.unref()
    exchange?.done(status)
  }
}
