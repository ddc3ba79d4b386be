/**
 * Says what is missing from the first failure on, and finds out by itself when it is back.
 */
import { Degraded } from "@loopi/core"
import { Effect, FiberHandle, Random, Result, type Scope } from "effect"
import type { Circuit } from "./circuit.ts"
import type { Guarded } from "./Guarded.ts"

/** In milliseconds, before it is asked again whether it is back. */
const shortestRest = 1_000

/** Takes note of what came of a call, before whoever asked goes on: their own answer says it already. */
export const makeNoting = Effect.fnUntraced(function* <E>(
  { by, part }: Guarded<E>,
  { rest, speaking }: Circuit<E>,
  probe: Effect.Effect<unknown> | undefined
): Effect.fn.Return<(result: Result.Result<unknown, E>) => Effect.Effect<void>, never, Scope.Scope> {
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

  return Effect.fnUntraced(function* (result) {
    if (Result.isSuccess(result)) return yield* found
    const said = speaking(result)
    if (said === undefined) return
    isMissed = true
    yield* degraded.miss({ part, by }, said.code)
    yield* FiberHandle.run(recovering, Effect.asVoid(recover), { onlyIfMissing: true })
  })
})
