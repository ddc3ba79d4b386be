/**
 * Waits until nothing is missing any more.
 */
import { Effect } from "effect"
import type { Ask } from "./asking.ts"

/** Milliseconds until the server says that it has everything again, and serves. */
export const recovered = Effect.fnUntraced(function* (ask: Ask) {
  const began = performance.now()
  yield* Effect.repeat(Effect.andThen(Effect.sleep("50 millis"), ask("/api/goals")), {
    until: ({ degraded, status }) => status === 200 && degraded === "",
    times: 1_200
  })
  return Math.round(performance.now() - began)
})
