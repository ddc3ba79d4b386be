/**
 * Outages of a server, as all who ask it see them: found out once, for everybody, and over for everybody.
 */
import { Degraded } from "@loopi/core"
import { Deferred, Effect } from "effect"
import type { SqlError } from "effect/sql"
import { lost } from "./lost.ts"

export const outagesOf = Effect.fnUntraced(function* (by: string) {
  const degraded = yield* Degraded
  const part = { part: "database", by } as const
  const state = { count: 0, isOut: false, isSuspect: false }
  let out = Deferred.makeUnsafe<never, SqlError.SqlError>()

  const begin = Effect.suspend(() => {
    state.count += 1
    state.isOut = true
    Deferred.doneUnsafe(out, Effect.fail(lost("Postgres does not answer")))
    return degraded.miss(part, "unreachable")
  })

  const end = Effect.suspend(() => {
    state.isOut = false
    out = Deferred.makeUnsafe()
    return degraded.found(part)
  })

  /** Fails at once in an outage, and as soon as one is found out. What fails by itself has one looked for. */
  const orOut = <A, R>(work: Effect.Effect<A, SqlError.SqlError, R>): Effect.Effect<A, SqlError.SqlError, R> =>
    Effect.suspend(() => (state.isOut ? Deferred.await(out) : Effect.raceFirst(work, Deferred.await(out)))).pipe(
      Effect.tapError(() => Effect.sync(() => void (state.isSuspect = true)))
    )

  return { state, begin, end, orOut }
})

export type Outages = Effect.Success<ReturnType<typeof outagesOf>>
