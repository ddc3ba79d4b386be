/**
 * The client all stores stand on: `@effect/sql-pg`'s connections, with transactions that save round trips.
 */
import { PgClient, PgPool, PgTypes } from "@effect/sql-pg"
import { Effect, type Layer, type Scope, String } from "effect"
import type { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlError, Statement } from "effect/sql"
import { Plain } from "./Plain.ts"
import { measured } from "./poolMetrics.ts"
import { Transaction } from "./Transaction.ts"
import * as Watch from "./watch/Watch.ts"

export type Options = Omit<
  PgClient.PgPoolConfig,
  "multiplex" | "multiplexConcurrency" | "transformQueryNames" | "transformResultNames"
>

/** Both clients over a server, which may be away for a while, with camel case on this side and snake case on the other. */
export const layer = (options: Options): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, SqlError.SqlError> =>
  PgClient.layerFrom(make(options, Watch.make))

export const make = Effect.fnUntraced(function* (
  asked: Options,
  watching: (options: Options) => Effect.Effect<Watch.Watch, never, Scope.Scope> = () => Effect.succeed(Watch.unwatched)
): Effect.fn.Return<PgClient.PgClient, SqlError.SqlError, Scope.Scope | Reactivity.Reactivity> {
  // Its own, as types that extensions bring have other numbers in each database.
  const options = { types: PgTypes.makeRegistry(), ...asked }
  // Statements share a write only where a connection may have several on their way; nobody else uses it meanwhile.
  const pool = yield* PgPool.make({ ...options, multiplex: true, multiplexConcurrency: 1 })
  const { checkout, over } = yield* watching(options)
  const connected = yield* measured(options.maxConnections)(checkout(pool.get))
  const names = { transformQueryNames: String.camelToSnake, transformResultNames: String.snakeToCamel }
  // Opens no connection before somebody listens.
  const listening = yield* PgClient.make({ ...options, ...names })
  const client = yield* SqlClient.make({
    acquirer: Effect.map(connected, (connection) => new Plain(over(connection))),
    borrower: (use) => Effect.scoped(Effect.flatMap(connected, (connection) => use(new Plain(over(connection))))),
    transactionAcquirer: Effect.map(connected, (connection) => new Transaction(over(connection))),
    compiler: PgClient.makeCompiler(String.camelToSnake),
    transformRows: Statement.defaultTransforms(String.snakeToCamel).array,
    driver: "pg",
    spanAttributes: [["db.system.name", "postgresql"]],
    prepareTransactionControls: true,
    releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`
  })
  const { config, json, listen, notify } = listening
  return Object.assign(client, { [PgClient.TypeId]: PgClient.TypeId, config, json, listen, notify })
})
