/**
 * The thread of the attackers.
 */
import { parentPort, workerData } from "node:worker_threads"
import { Effect } from "effect"
import { attack } from "./attackers.ts"
import type { Campaign } from "./attackersApart.ts"

const { hordes, port, seconds }: Campaign = workerData

const attacks = await Effect.runPromise(
  Effect.forEach(hordes, ({ count, from, way }) => attack(port, way, count, from, seconds), {
    concurrency: "unbounded"
  })
)
parentPort?.postMessage(attacks)
