/**
 * Counts what goes wrong in a row, and says how long nobody should ask.
 */
import { Duration, Effect, type Exit, Layer, Result, Schedule, type Scope } from "effect"
import { CircuitBreaker } from "effect/persistence"
import type { Against, Guarded } from "./Guarded.ts"

export interface Circuit<E> {
  /** Asks, unless nobody should: then it fails with the milliseconds to wait. `proves` is whether going well counts. */
  readonly ask: <A, R>(
    asking: Effect.Effect<Result.Result<A, E>, never, R>,
    proves: () => boolean
  ) => Effect.Effect<Result.Result<A, E>, number, R>
  /** The milliseconds in which nobody should ask; 0 where somebody may find out whether it is over. */
  readonly rest: Effect.Effect<number>
  /** Whether nothing is known against asking. */
  readonly isClosed: Effect.Effect<boolean>
  readonly speaking: (result: Result.Result<unknown, E>) => Against | undefined
}

export const makeCircuit = Effect.fnUntraced(function* <E>({
  against,
  by,
  inARow,
  longestRest
}: Guarded<E>): Effect.fn.Return<Circuit<E>, never, Scope.Scope> {
  const memory = yield* Layer.build(CircuitBreaker.layerStoreMemory())
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(inARow),
    openDuration: Schedule.min([Schedule.exponential("1 second"), Schedule.spaced(longestRest)]),
    maxOpenDuration: longestRest
  }).pipe(Effect.provideContext(memory))

  const speaking = (result: Result.Result<unknown, E>) =>
    Result.isFailure(result) ? against(result.failure) : undefined

  const classify = (exit: Exit.Exit<Result.Result<unknown, E>>, proves: () => boolean): CircuitBreaker.Outcome => {
    if (exit._tag === "Failure") return CircuitBreaker.ignored
    if (Result.isSuccess(exit.value)) return proves() ? CircuitBreaker.success : CircuitBreaker.ignored
    const said = speaking(exit.value)
    return said === undefined ? CircuitBreaker.ignored : CircuitBreaker.failure({ retryAfter: said.retryAfterMs })
  }

  const state = Effect.orDie(breaker.state(by))

  return {
    ask: (asking, proves) =>
      Effect.mapError(breaker.execute(asking, { key: by, classify: (exit) => classify(exit, proves) }), ({ reason }) =>
        "retryAfter" in reason ? Duration.toMillis(reason.retryAfter) : 0
      ),
    rest: Effect.map(state, (state) => (state._tag === "Open" ? Duration.toMillis(state.retryAfter) : 0)),
    isClosed: Effect.map(state, ({ _tag }) => _tag === "Closed"),
    speaking
  }
})
