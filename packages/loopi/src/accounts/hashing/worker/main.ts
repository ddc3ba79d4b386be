/**
 * A thread that hashes passwords, one at a time, and gives way to the others of the process.
 */
import { argon2Sync } from "node:crypto"
import { constants, getPriority, platform, setPriority } from "node:os"
import { parentPort } from "node:worker_threads"
import type { FromHasher, ToHasher } from "./messages.ts"

if (parentPort === null) throw new Error("This file runs as a worker thread")
const port = parentPort

giveWay()

// What goes wrong ends the thread.
port.on("message", ({ message, memory, parallelism, passes, salt, tagLength }: ToHasher) => {
  const tag = argon2Sync("argon2id", { message, nonce: salt, memory, passes, parallelism, tagLength })
  const answer: FromHasher = { tag }
  port.postMessage(answer)
})

/**
 * Linux alone keeps a priority for each thread; elsewhere it would be that of the whole process. With the lowest there is,
 * sign-ins would wait for seconds on a machine that has much to do.
 */
function giveWay(): void {
  if (platform() !== "linux") return
  try {
    setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL))
  } catch {
    // Where it may not, it hashes all the same.
  }
}
