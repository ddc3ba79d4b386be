/**
 * Sees to it that nobody waits for a server that is gone: a statement without an answer is looked after, and while nobody
 * answers at all, nobody is made to wait.
 */
import type { PgConnection } from "@effect/sql-pg"
import { Degraded } from "@loopi/core"
import { Clock, Deferred, Effect, Random, type Scope } from "effect"
import type { SqlError } from "effect/sql"
import { end, lost } from "./lost.ts"
import { pulse } from "./pulse.ts"

/** What statements are sent over. */
export type Session = Pick<PgConnection.PgConnection, "query" | "queryValues" | "stream">

export interface Watch {
  /** Fails at once in an outage, and as soon as one is found out. Never gives a connection of before an outage. */
  readonly checkout: (
    get: Effect.Effect<PgConnection.PgConnection, SqlError.SqlError, Scope.Scope>
  ) => Effect.Effect<PgConnection.PgConnection, SqlError.SqlError, Scope.Scope>
  /** The same connection, its statements looked after. */
  readonly over: (connection: PgConnection.PgConnection) => Session
}

/** In milliseconds: statements without an answer for so long are looked after. */
const patience = 1_500
const lookEvery = 250

interface Waiting {
  readonly connection: PgConnection.PgConnection
  readonly since: number
  /** Whether the server was not at work on it the last time. */
  isIdle: boolean
}

export const make = Effect.fnUntraced(function* (
  options: PgConnection.Config,
  by = "postgres"
): Effect.fn.Return<Watch, never, Scope.Scope> {
  const degraded = yield* Degraded
  const clock = yield* Clock.Clock
  const scope = yield* Effect.scope
  const waiting = new Set<Waiting>()
  const madeIn = new WeakMap<PgConnection.PgConnection, number>()
  const part = { part: "database", by } as const
  const state = { outages: 0, isOut: false, isSuspect: false, out: Deferred.makeUnsafe<never, SqlError.SqlError>() }

  const goneOut = Effect.suspend(() => {
    state.outages += 1
    state.isOut = true
    Deferred.doneUnsafe(state.out, Effect.fail(lost("Postgres does not answer")))
    return degraded.miss(part, "unreachable")
  })

  const backAgain = Effect.suspend(() => {
    state.isOut = false
    state.out = Deferred.makeUnsafe()
    return degraded.found(part)
  })

  /** Behind a pooler the processes are made up: then what the server gives up itself is waited for. */
  const isKnown = options.prepare !== false

  const look = Effect.gen(function* () {
    const now = clock.currentTimeMillisUnsafe()
    const overdue = [...waiting].filter(({ since }) => now - since >= patience)
    if (overdue.length === 0 && !state.isOut && !state.isSuspect) return
    state.isSuspect = false
    const busy = yield* pulse(options, isKnown ? overdue.map(({ connection }) => connection.processId) : [], scope)
    if (busy === undefined && !state.isOut) yield* goneOut
    if (busy !== undefined && state.isOut) yield* backAgain
    for (const statement of overdue) {
      if (!waiting.has(statement)) continue
      const isIdle = busy === undefined || (isKnown && !busy.has(statement.connection.processId))
      // Seen once, the answer may be on its way.
      if (busy === undefined || (isIdle && statement.isIdle)) end(statement.connection)
      statement.isIdle = isIdle
    }
    if (state.isOut) yield* Effect.sleep(lookEvery * (1 + 2 * (yield* Random.next)))
  })
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(lookEvery), look)))

  const checkout: Watch["checkout"] = (get) =>
    Effect.suspend(() =>
      state.isOut ? Deferred.await(state.out) : Effect.raceFirst(get, Deferred.await(state.out))
    ).pipe(
      Effect.tapError(() => Effect.sync(() => void (state.isSuspect = true))),
      Effect.flatMap((connection) => {
        const made = madeIn.get(connection) ?? state.outages
        madeIn.set(connection, made)
        if (made === state.outages) return Effect.succeed(connection)
        end(connection)
        return checkout(get)
      })
    )

  const after =
    (connection: PgConnection.PgConnection) =>
    <A>(query: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> =>
      Effect.suspend(() => {
        const statement = { connection, since: clock.currentTimeMillisUnsafe(), isIdle: false }
        waiting.add(statement)
        return Effect.ensuring(
          query,
          Effect.sync(() => waiting.delete(statement))
        )
      })

  const over = (connection: PgConnection.PgConnection): Session => {
    const watched = after(connection)
    return {
      query: (sql, params, prepare) => watched(connection.query(sql, params, prepare)),
      queryValues: (sql, params, prepare) => watched(connection.queryValues(sql, params, prepare)),
      stream: connection.stream
    }
  }

  return { checkout, over }
})

/** For a database in this process, which cannot be away. */
export const unwatched: Watch = { checkout: (get) => get, over: (connection) => connection }
