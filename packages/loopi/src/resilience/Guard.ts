/**
 * Stands between the use cases and something that may be down, slow or talking nonsense: bounds every wait, stops asking
 * after two failures in a row, and says what is missing meanwhile.
 */
import { Degraded, type DegradedPart } from "@loopi/core"
import { Duration, Effect, Exit, FiberHandle, Layer, Random, Result, Schedule, type Scope } from "effect"
import { CircuitBreaker } from "effect/persistence"
import { within } from "./within.ts"

export interface Guarded<E> {
  readonly part: DegradedPart
  /** A name for this way of asking: each has a circuit of its own. */
  readonly by: string
  /** How long one call may take. */
  readonly patience: Duration.Input
  /** The longest time nobody asks. */
  readonly longestRest: Duration.Input
  /** What a failure says against the dependency. Nothing where it only refuses what it was asked. */
  readonly against: (error: E) => Against | undefined
  /** The failure of a call that is not made, or was given up, or died. */
  readonly failed: (code: Own, retryAfterMs?: number) => E
  /** Finds out whether it is back: cheap, and without effect. Where there is none, the next caller finds out. */
  readonly probe?: Effect.Effect<unknown, E>
}

export type Own = "timed_out" | "resting" | "malformed"

export interface Against {
  readonly code: string
  readonly retryAfterMs?: number | undefined
}

export type Guard<E> = <A, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** Once after a single failure might be chance. */
const inARow = 2

/** In milliseconds, before it is asked again whether it is back. */
const shortestRest = 1_000

export const make = Effect.fnUntraced(function* <E>(
  guarded: Guarded<E>
): Effect.fn.Return<Guard<E>, never, Scope.Scope> {
  const { against, by, failed, longestRest, part, patience, probe } = guarded
  const degraded = yield* Degraded
  const waiting = within(yield* Effect.scope, patience)
  const rests = Schedule.min([Schedule.exponential(shortestRest), Schedule.spaced(longestRest)])
  const memory = yield* Layer.build(CircuitBreaker.layerStoreMemory())
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(inARow),
    openDuration: rests,
    maxOpenDuration: longestRest
  }).pipe(Effect.provideContext(memory))
  const speaking = (result: Result.Result<unknown, E>) =>
    Result.isFailure(result) ? against(result.failure) : undefined

  const classify = (exit: Exit.Exit<Result.Result<unknown, E>>): CircuitBreaker.Outcome => {
    if (Exit.isFailure(exit)) return CircuitBreaker.ignored
    if (Result.isSuccess(exit.value)) return CircuitBreaker.success
    const said = speaking(exit.value)
    return said === undefined ? CircuitBreaker.ignored : CircuitBreaker.failure({ retryAfter: said.retryAfterMs })
  }

  const bounded: Guard<E> = (call) =>
    waiting(call, () => Effect.fail(failed("timed_out"))).pipe(
      // What cannot be read is no mistake of ours: somebody else wrote it.
      Effect.catchDefect((defect) =>
        Effect.andThen(Effect.logError(`${by} made no sense`, defect), Effect.fail(failed("malformed")))
      )
    )

  const guard: Guard<E> = (call) =>
    breaker.execute(Effect.result(bounded(call)), { key: by, classify }).pipe(
      Effect.catch(({ reason }) =>
        Effect.fail(failed("resting", "retryAfter" in reason ? Duration.toMillis(reason.retryAfter) : 0))
      ),
      Effect.tap(noted),
      Effect.flatMap((result) => Effect.fromResult(result))
    )

  const recovering = yield* FiberHandle.make()
  let isMissed = false
  const found = Effect.suspend(() => {
    if (!isMissed) return Effect.void
    isMissed = false
    return degraded.found({ part, by })
  })

  /** Before whoever asked goes on: their own answer says it already. */
  const noted = Effect.fnUntraced(function* (result: Result.Result<unknown, E>) {
    if (Result.isSuccess(result)) return yield* found
    const said = speaking(result)
    if (said === undefined) return
    isMissed = true
    yield* degraded.miss({ part, by }, said.code)
    yield* FiberHandle.run(recovering, probing, { onlyIfMissing: true })
  })

  /** Many servers that lost the same dependency at once shall not all come back at once. */
  const resting = Effect.gen(function* () {
    const state = yield* Effect.orDie(breaker.state(by))
    const rest = state._tag === "Open" ? Duration.toMillis(state.retryAfter) : shortestRest
    yield* Effect.sleep(rest * (1 + 0.1 * (yield* Random.next)) + 1)
  })
  const probed = probe === undefined ? found : Effect.ignore(guard(probe))
  const probing = Effect.asVoid(Effect.repeat(Effect.andThen(resting, probed), { while: () => isMissed }))

  return guard
})
