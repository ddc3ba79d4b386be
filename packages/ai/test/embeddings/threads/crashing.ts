/**
 * A thread like the encoder's, which crashes or ends when it is told to.
 */
import { parentPort } from "node:worker_threads"

parentPort?.on("message", ({ sentences }: { readonly sentences: ReadonlyArray<string> }) => {
  if (sentences.includes("crash")) throw new Error("crash")
  // oxlint-disable-next-line unicorn/no-process-exit -- a thread that ends by itself
  if (sentences.includes("exit")) process.exit(3)
  parentPort?.postMessage({ tag: "encoded", meanings: sentences.map(() => new Float32Array(512).fill(1)) })
})
