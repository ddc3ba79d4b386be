/**
 * Asks one operation many times, each time differently, until an answer is not as it must be.
 */
import { Effect, Layer } from "effect"
import fc from "fast-check"
import type { Operation } from "./document/operations.ts"
import { type Draft, draftsOf } from "./drafts/Draft.ts"
import { curl } from "./judge/curl.ts"
import { judge } from "./judge/judge.ts"
import { read } from "./judge/Told.ts"
import { newWorld } from "./world/newWorld.ts"
import { sentOf } from "./world/sent.ts"
import * as Served from "./world/Served.ts"
import type { World } from "./world/World.ts"

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export interface Campaign {
  readonly runs: number
  readonly seed: number
}

export interface Outcome {
  readonly requests: number
  /** How many of each status. */
  readonly statuses: ReadonlyMap<number, number>
  readonly fault: string | undefined
}

/** Learners have little at first, and are slow to list when they have much. */
const requestsOfALearner = 100

export const fuzz = (operation: Operation, { runs, seed }: Campaign) =>
  Effect.gen(function* () {
    const { exchange, failures } = yield* Served.Served
    const renew = yield* Effect.map(Effect.context<Effect.Services<typeof newWorld>>(), (context) => () => Effect.runPromiseWith(context)(newWorld))
    const statuses = new Map<number, number>()
    let world: World = yield* newWorld
    let left = requestsOfALearner
    let requests = 0

    const ask = async (draft: Draft) => {
      if (left-- <= 0) {
        world = await renew()
        left = requestsOfALearner
      }
      const sent = sentOf(operation, draft, world)
      const { body, headers, method, url } = sent
      const told = await read(await exchange(new Request(url, { method, headers, ...(body !== undefined && { body }) })))
      requests++
      statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1)
      // Who has signed out, or deleted what requests are about, is of no more use.
      if (told.status === 401 && draft.as === "own") left = 0
      const faults = judge(operation, sent, told, world)
      if (faults.length > 0) throw new Error([...faults, curl(sent), `${told.status} ${told.text.slice(0, 500)}`].join("\n"))
    }

    const checked = yield* Effect.promise(() =>
      fc.check(fc.asyncProperty(draftsOf(operation), ask), { numRuns: runs, seed })
    )
    const logged = yield* failures
    const fault = checked.failed ? [said(checked.errorInstance), ...logged.slice(-3)].join("\n") : undefined
    return { requests, statuses, fault }
  }).pipe(Effect.provide(Layer.fresh(Served.layer)))
