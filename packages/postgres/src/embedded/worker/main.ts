/**
 * The worker thread that holds the database, so that a long query never holds up the thread everything else runs on.
 *
 * It only runs one exchange after the other. Who is next, who listens and who has left is decided on the main thread,
 * beside the sessions: there a session's end is known at once, and this thread can sleep or crash without taking that
 * knowledge with it.
 */
// @effect-diagnostics asyncFunction:off
import type { PGlite } from "@electric-sql/pglite"
import { writeFile } from "node:fs/promises"
import { inspect } from "node:util"
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { errorField, ReplyScanner, type TransactionStatus } from "../wire/ReplyScanner.ts"
import { ClientInput } from "./ClientInput.ts"
import { greetingOf, openDatabase, settle } from "./database.ts"
import { Flow } from "./Flow.ts"
import type { Boot, FromWorker, ToWorker } from "./messages.ts"
import { Reply } from "./Reply.ts"

if (parentPort === null) throw new Error("This file runs as a worker thread")
const port = parentPort
const boot: Boot = workerData
const flow = new Flow(boot.flow)
const post = (message: FromWorker, transfer: Array<ArrayBuffer> = []): void => port.postMessage(message, transfer)
const reply = new Reply(post, flow)

try {
  const database = await openDatabase(boot)
  post({ tag: "open", greeting: await greetingOf(database) })
  serve(database)
} catch (cause) {
  post({ tag: "failed", message: messageOf(cause) })
  port.close()
}

function serve(database: PGlite): void {
  // One after the other, whatever comes in while one is at work.
  let last: Promise<void> = Promise.resolve()
  port.on("message", (message: ToWorker) => {
    last = last.then(() => obey(database, message)).catch(die)
  })
}

async function obey(database: PGlite, message: ToWorker): Promise<void> {
  switch (message.tag) {
    case "exchange":
      return exchange(database, message.bytes)
    case "feed":
      // For a COPY that has failed in the meantime: a server skips it too.
      return
    case "dump":
      await settle(database)
      await writeFile(message.file, new Uint8Array(await (await database.dumpDataDir("gzip")).arrayBuffer()))
      return post({ tag: "dumped" })
    case "close":
      await settle(database)
      await database.close()
      post({ tag: "closed" })
      return port.close()
  }
}

async function exchange(database: PGlite, bytes: Uint8Array): Promise<void> {
  let status: TransactionStatus | undefined
  const input = new ClientInput(bytes, () => nextFeed())
  const scanner = new ReplyScanner({
    bytes: (part) => reply.write(part),
    notification: (frame) => {
      // Whoever asked may be the listener: what came before has to be there first.
      reply.flush()
      post({ tag: "notification", frame })
    },
    ready: (now) => {
      status = now
    },
    copyIn: () => input.startCopy(),
    error: (body) => {
      input.stopCopy()
      // What ends a server's process ends this one too.
      if (errorField(body, "V") !== "ERROR") input.fail(new Error(errorField(body, "M")))
    }
  })
  await database.execProtocolRawStream(input, {
    onRawData: (part) => {
      input.moved()
      scanner.push(part)
    }
  })
  reply.flush()
  post({ tag: "done", status })
}

/** Blocks until the main thread has more of the COPY. */
function nextFeed(): { readonly bytes: Uint8Array; readonly last: boolean } {
  reply.flush()
  post({ tag: "wants" })
  return flow.awaitFeed(() => {
    const received: { readonly message: ToWorker } | undefined = receiveMessageOnPort(port)
    return received?.message.tag === "feed" ? received.message : undefined
  })
}

/** A backend that has ended cannot be talked to: the thread goes with it, and the main thread tells the sessions. */
function die(cause: unknown): void {
  post({ tag: "failed", message: messageOf(cause) })
  port.close()
  process.exit(1)
}

/** What the wasm throws is not always an error. */
function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : inspect(cause, { depth: 1, breakLength: Infinity })
}
