/**
 * Attackers in a thread of their own: what they do at once is not what holds up the learner who is measured.
 */
import { Worker } from "node:worker_threads"
import { Effect } from "effect"
import type { Attack, Way } from "./attackers.ts"

export interface Horde {
  readonly way: Way
  readonly count: number
  /** The address of this machine that they come from. */
  readonly from: string
}

export interface Campaign {
  readonly port: number
  readonly hordes: ReadonlyArray<Horde>
  readonly seconds: number
}

/** What became of each horde, in their order. */
export const attackersApart = (port: number, hordes: ReadonlyArray<Horde>, seconds: number) =>
  Effect.callback<ReadonlyArray<Attack>>((resume) => {
    const workerData: Campaign = { port, hordes, seconds }
    const thread = new Worker(new URL("./attackersThread.ts", import.meta.url), { workerData })
    thread.once("message", (attacks: ReadonlyArray<Attack>) => resume(Effect.succeed(attacks)))
    thread.once("error", (error) => resume(Effect.die(error)))
    return Effect.promise(() => thread.terminate())
  })
