/**
 * Stands between the use cases and something that may be down, slow or talking nonsense: bounds every wait, stops asking
 * after two failures in a row, and says what is missing meanwhile.
 */
import { Degraded, type DegradedPart } from "@loopi/core"
import { Duration, Effect, Exit, FiberHandle, Layer, Random, Result, Schedule, type Scope, Stream } from "effect"
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

export const make = Effect.fnUntraced(function* <E>(
  guarded: Guarded<E>
): Effect.fn.Return<Guard<E>, never, Scope.Scope> {
  const { against, by, failed, longestRest, part, patience, probe } = guarded
  const degraded = yield* Degraded
  const waiting = within(yield* Effect.scope, patience)
  const rests = Schedule.min([Schedule.exponential("1 second"), Schedule.spaced(longestRest)])
  const memory = yield* Layer.build(CircuitBreaker.layerStoreMemory())
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(inARow),
    openDuration: rests,
    maxOpenDuration: longestRest
  }).pipe(Effect.provideContext(memory))
  let why = "unreachable"

  const classify = (exit: Exit.Exit<Result.Result<unknown, E>>): CircuitBreaker.Outcome => {
    if (Exit.isFailure(exit)) return CircuitBreaker.ignored
    if (Result.isSuccess(exit.value)) return CircuitBreaker.success
    const said = against(exit.value.failure)
    if (said === undefined) return CircuitBreaker.ignored
    why = said.code
    return CircuitBreaker.failure({ retryAfter: said.retryAfterMs })
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
      Effect.flatMap((result) => Effect.fromResult(result))
    )

  const restOver = Effect.gen(function* () {
    const state = yield* Effect.orDie(breaker.state(by))
    const rest = state._tag === "Open" ? Duration.toMillis(state.retryAfter) : 100
    // Many servers that lost the same dependency at once shall not all come back at once.
    yield* Effect.sleep(rest * (1 + 0.1 * (yield* Random.next)) + 1)
  })
  const isClosed = Effect.map(Effect.orDie(breaker.state(by)), ({ _tag }) => _tag === "Closed")
  const found = degraded.found({ part, by })
  const probing =
    probe === undefined
      ? Effect.andThen(restOver, found)
      : Effect.repeat(Effect.andThen(restOver, Effect.andThen(Effect.ignore(guard(probe)), isClosed)), {
          until: (closed) => closed
        })

  const recovering = yield* FiberHandle.make()
  yield* breaker.transitions.pipe(
    Stream.runForEach(({ to }) => {
      if (to === "Closed") return found
      if (to === "HalfOpen") return Effect.void
      return Effect.andThen(
        degraded.miss({ part, by }, why),
        FiberHandle.run(recovering, Effect.asVoid(probing), { onlyIfMissing: true })
      )
    }),
    Effect.forkScoped({ startImmediately: true })
  )
  return guard
})
