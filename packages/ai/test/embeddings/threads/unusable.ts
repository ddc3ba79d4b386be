/**
 * A thread like the encoder's whose model cannot be loaded.
 */
import { parentPort } from "node:worker_threads"

parentPort?.postMessage({ tag: "not_usable" })
