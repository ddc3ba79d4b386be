/**
 * A thread like the encoder's that never answers.
 */
import { parentPort } from "node:worker_threads"

parentPort?.on("message", () => {})
