/**
 * The thread of those who sign in: one wave after the other.
 */
import { parentPort } from "node:worker_threads"
import { Effect } from "effect"
import { signIns, type Wave } from "./signIns.ts"

parentPort?.on("message", (wave: Wave) => {
  void Effect.runPromise(signIns(wave)).then((tried) => parentPort?.postMessage(tried))
})
