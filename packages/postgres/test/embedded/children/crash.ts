/**
 * An extension that ends the database's thread, as a crash would, when it is asked to.
 */
import { parentPort } from "node:worker_threads"

export const crash = {
  name: "crash",
  setup: () => {
    parentPort?.on("message", (message: { readonly bytes?: Uint8Array }) => {
      if (Buffer.from(message.bytes ?? []).includes("crash now")) process.exit(7)
    })
    return Promise.resolve({})
  }
}
