/**
 * Has fast-check draw values until one fails, and look for the smallest one that does.
 */
import { Effect } from "effect"
import * as fc from "fast-check"
import type { Faulty } from "./asking.ts"
import { Served } from "./world/Served.ts"

export interface Campaign {
  readonly runs: number
  readonly seed: number
}

/** What was wrong, if anything; with what the server logged last. */
export const faultOf = Effect.fnUntraced(function* <A, R>(
  drawn: fc.Arbitrary<A>,
  attempt: (value: A) => Effect.Effect<void, Faulty, R>,
  { runs, seed }: Campaign
) {
  const { failures } = yield* Served
  const context = yield* Effect.context<R>()
  const property = fc.asyncProperty(drawn, (value) => Effect.runPromiseWith(context)(attempt(value)))
  const { errorInstance, failed } = yield* Effect.promise(() => fc.check(property, { numRuns: runs, seed }))
  return failed ? [said(errorInstance), ...(yield* failures).slice(-3)].join("\n") : undefined
})

const said = (error: unknown): string =>
  error instanceof Error && error.message !== "" ? error.message : JSON.stringify(error)
