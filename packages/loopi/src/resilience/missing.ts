/**
 * Says what is missing from the first failure on, and finds out by itself when it is back.
 */
import { Degraded } from "@loopi/core"
import { Effect, FiberHandle, Random, Result, type Scope } from "effect"
import type { Circuit } from "./circuit.ts"
import type { Guarded } from "./Guarded.ts"

/** In milliseconds, before it is asked again whether it is back. */
const shortestRest = 1_000

export interface Noting<E> {
  readonly isMissed: () => boolean
  /** Takes note of what came of a call, before whoever asked goes on: their own answer says it already. */
  readonly note: (result: Result.Result<unknown, E>, proves: () => boolean) => Effect.Effect<void>
}

export const makeNoting = Effect.fnUntraced(function* <E>(
  { by, part }: Guarded<E>,
  { isClosed, rest, speaking }: Circuit<E>,
  probe: Effect.Effect<unknown> | undefined
): Effect.fn.Return<Noting<E>, never, Scope.Scope> {
  const degraded = yield* Degraded
  const recovering = yield* FiberHandle.make()
  let isMissed = false

  const found = Effect.suspend(() => {
    if (!isMissed) return Effect.void
    isMissed = false
    return degraded.found({ part, by })
  })

  /** Many servers that lost the same dependency at once shall not all come back at once. */
  const resting = Effect.flatMap(Effect.all([rest, Random.next]), ([rest, chance]) =>
    Effect.sleep(Math.max(rest, shortestRest) * (1 + 0.1 * chance) + 1)
  )
  const recover = Effect.repeat(Effect.andThen(resting, probe ?? found), { while: () => isMissed })

  const note: Noting<E>["note"] = Effect.fnUntraced(function* (result, proves) {
    // What went out before the circuit opened may still come back well: that closes nothing.
    if (Result.isSuccess(result)) return proves() && (yield* isClosed) ? yield* found : undefined
    const said = speaking(result)
    if (said === undefined) return
    isMissed = true
    yield* degraded.miss({ part, by }, said.code)
    yield* FiberHandle.run(recovering, Effect.asVoid(recover), { onlyIfMissing: true })
  })

  return { note, isMissed: () => isMissed }
})
