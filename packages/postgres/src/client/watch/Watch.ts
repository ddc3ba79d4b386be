/**
 * Sees to it that nobody waits for a server that is gone: a statement without an answer is looked after, and while nobody
 * answers at all, nobody is made to wait.
 */
import type { PgConnection } from "@effect/sql-pg"
import { Clock, Effect, Random, type Scope } from "effect"
import type { SqlError } from "effect/sql"
import { end } from "./lost.ts"
import { type Outages, outagesOf } from "./outages.ts"
import { pulse } from "./pulse.ts"
import { type StatementsUnderWay, statementsUnderWay } from "./statementsUnderWay.ts"

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

export const make = Effect.fnUntraced(function* (
  options: PgConnection.Config,
  by = "postgres"
): Effect.fn.Return<Watch, never, Scope.Scope> {
  const outages = yield* outagesOf(by)
  const statements = statementsUnderWay(yield* Clock.Clock)
  const { look } = yield* lookingAfter(options, outages, statements)
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(lookEvery), look)))

  const over = (connection: PgConnection.PgConnection): Session => {
    const watched = statements.after(connection)
    return {
      query: (sql, params, prepare) => watched(connection.query(sql, params, prepare)),
      queryValues: (sql, params, prepare) => watched(connection.queryValues(sql, params, prepare)),
      stream: connection.stream
    }
  }

  return { checkout: checkingOut(outages), over }
})

const lookingAfter = Effect.fnUntraced(function* (
  options: PgConnection.Config,
  { begin, end: endOutage, state }: Outages,
  { overdue, waits }: StatementsUnderWay
) {
  const scope = yield* Effect.scope
  /** Behind a pooler the processes are made up: then what the server gives up itself is waited for. */
  const isKnown = options.prepare !== false

  const look = Effect.gen(function* () {
    const late = overdue(patience)
    if (late.length === 0 && !state.isOut && !state.isSuspect) return
    state.isSuspect = false
    const busy = yield* pulse(options, isKnown ? late.map(({ connection }) => connection.processId) : [], scope)
    if (busy === undefined && !state.isOut) yield* begin
    if (busy !== undefined && state.isOut) yield* endOutage
    for (const statement of late) {
      if (!waits(statement)) continue
      const isIdle = busy === undefined || (isKnown && !busy.has(statement.connection.processId))
      // Seen once, the answer may be on its way.
      if (busy === undefined || (isIdle && statement.isIdle)) end(statement.connection)
      statement.isIdle = isIdle
    }
    if (state.isOut) yield* Effect.sleep(lookEvery * (1 + 2 * (yield* Random.next)))
  })
  return { look }
})

const checkingOut = ({ orOut, state }: Outages): Watch["checkout"] => {
  const madeIn = new WeakMap<PgConnection.PgConnection, number>()

  const checkout: Watch["checkout"] = (get) =>
    Effect.flatMap(orOut(get), (connection) => {
      const made = madeIn.get(connection) ?? state.count
      madeIn.set(connection, made)
      if (made === state.count) return Effect.succeed(connection)
      end(connection)
      return checkout(get)
    })
  return checkout
}

/** For a database in this process, which cannot be away. */
export const unwatched: Watch = { checkout: (get) => get, over: (connection) => connection }
