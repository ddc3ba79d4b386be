/**
 * A text on its way to a model and back, and everybody who waits for it.
 */
import type { EmbedderFailed, Vector } from "@loopi/core"
import { Cause, Deferred, Effect, Exit } from "effect"
import { failed } from "./failures.ts"

export interface Flight {
  readonly key: string
  readonly text: string
  readonly landed: Deferred.Deferred<Vector, EmbedderFailed>
  /** How many wait. A flight that nobody waits for need not start. */
  waiting: number
}

export const newFlight = (key: string, text: string): Flight => ({
  key,
  text,
  landed: Deferred.makeUnsafe(),
  waiting: 0
})

export const isWanted = ({ waiting }: Flight): boolean => waiting > 0

/** Each waiter gets a copy of its own. */
export const landingOf = ({ landed }: Flight): Effect.Effect<Vector, EmbedderFailed> =>
  Effect.map(Deferred.await(landed), (vector) => vector.slice())

/** What a call brought is what its flights bring. One that was cut short may be asked for again. */
export const land = (flight: Flight, exit: Exit.Exit<Vector | undefined, EmbedderFailed>): void => {
  Deferred.doneUnsafe(flight.landed, settled(exit))
}

const settled = (exit: Exit.Exit<Vector | undefined, EmbedderFailed>): Exit.Exit<Vector, EmbedderFailed> => {
  if (Exit.isFailure(exit)) {
    return Cause.hasInterruptsOnly(exit.cause) ? Exit.fail(failed("unreachable")) : Exit.failCause(exit.cause)
  }
  return exit.value === undefined ? Exit.fail(failed("malformed")) : Exit.succeed(exit.value)
}
