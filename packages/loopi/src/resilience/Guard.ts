/**
 * Stands between the use cases and something that may be down, slow or talking nonsense: bounds every wait, stops asking
 * after failures in a row, and says what is missing meanwhile.
 */
import { Effect, type Result, type Scope } from "effect"
import { makeCircuit } from "./circuit.ts"
import type { Guarded } from "./Guarded.ts"
import { makeNoting } from "./missing.ts"
import { within } from "./within.ts"

export interface Guard<E> {
  readonly call: <A, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** For what is not one call: fails while nobody should ask. */
  readonly mayAsk: Effect.Effect<void, E>
  /** For what is not one call: what came of it. */
  readonly tell: (result: Result.Result<unknown, E>) => Effect.Effect<void>
}

const always = () => true

export const make = Effect.fnUntraced(function* <E>(
  guarded: Guarded<E>
): Effect.fn.Return<Guard<E>, never, Scope.Scope> {
  const { by, failed, patience, probe } = guarded
  const waiting = within(yield* Effect.scope, patience)
  const circuit = yield* makeCircuit(guarded)
  const resting = (wait: number) => Effect.fail(failed("resting", wait))

  const bounded: Guard<E>["call"] = (call) =>
    waiting(call, () => Effect.fail(failed("timed_out"))).pipe(
      // What cannot be read is no mistake of ours: somebody else wrote it.
      Effect.catchDefect((defect) =>
        Effect.andThen(Effect.logError(`${by} made no sense`, defect), Effect.fail(failed("malformed")))
      )
    )
  const asked = <A, R>(call: Effect.Effect<A, E, R>, proves: () => boolean): Effect.Effect<A, E, R> =>
    circuit.ask(Effect.result(bounded(call)), proves).pipe(
      Effect.catch(resting),
      Effect.tap((result) => note(result, proves)),
      Effect.flatMap((result) => Effect.fromResult(result))
    )
  const probing = probe && Effect.suspend(() => Effect.ignore(asked(probe, always)))
  const { isMissed, note } = yield* makeNoting(guarded, circuit, probing)

  // Where there is a probe, no caller waits to find out that it is still not back; nor does one who is answered tell: the
  // answer may have been at hand.
  const call: Guard<E>["call"] = (call) =>
    probe === undefined
      ? asked(call, always)
      : Effect.flatMap(circuit.isClosed, (isClosed) =>
          isClosed ? asked(call, () => !isMissed()) : Effect.flatMap(circuit.rest, resting)
        )

  return {
    call,
    mayAsk: Effect.flatMap(circuit.rest, (wait) => (wait > 0 ? resting(wait) : Effect.void)),
    tell: (result) => Effect.andThen(Effect.ignore(circuit.ask(Effect.succeed(result), always)), note(result, always))
  }
})
