/**
 * Whether the server may be sent requests: the same wherever it is asked.
 */
import { ReadinessChecks, type ReadinessReport } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { fail, type FieldError } from "../problems/Problem.ts"
import { Draining } from "../server/Draining.ts"

/** Asks the parts, unless the server goes away. */
export const makeReady = Effect.gen(function* () {
  const { report } = yield* ReadinessChecks
  const { hasBegun } = yield* Draining

  const ready = Effect.gen(function* () {
    if (yield* hasBegun) return yield* fail("not_ready", { detail: "The server goes away.", errors: [goesAway] })
    const { oldest, parts, status } = yield* report
    if (status !== "failing") return { status, parts, oldest }
    return yield* fail("not_ready", { errors: [...missing(parts), ...waiting(oldest)] })
  })
  return { ready }
})

const goesAway: FieldError = { path: "server", message: "goes away" }

const missing = (parts: ReadinessReport["parts"]): ReadonlyArray<FieldError> =>
  parts.flatMap(({ part, state }) => (state === "ok" ? [] : [{ path: part, message: inWords[state] }]))

const inWords = {
  slow: "did not answer within 2 seconds",
  unavailable: "cannot be reached",
  silent: "did not answer within 2 seconds, three times in turn"
}

const waiting = (oldest: ReadinessReport["oldest"]): ReadonlyArray<FieldError> =>
  Object.entries(oldest).flatMap(([work, since]) =>
    since === null ? [] : [{ path: `oldest.${work}`, message: `waits since ${DateTime.formatIso(since)}` }]
  )
