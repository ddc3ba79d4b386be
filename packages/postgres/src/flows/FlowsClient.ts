/**
 * The client of the engine of flows: a few connections of its own, as its heartbeat must not wait for learners' requests.
 */
import { PgClient, PgPool } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlError } from "effect/sql"
import type { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import * as Watch from "../client/watch/Watch.ts"
import { checkMigrated } from "./checkMigrated.ts"
import { FlowsConnection } from "./FlowsConnection.ts"

/** One is held by the heartbeat. */
const maxConnections = 4

/** Signs in as the client given does. */
export const layer: Layer.Layer<SqlClient.SqlClient, SqlError.SqlError | PostgresUnusable, PgClient.PgClient> =
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const { config } = yield* PgClient.PgClient
      const pool = yield* PgPool.make({ ...config, maxConnections, multiplex: true, multiplexConcurrency: 1 })
      const { checkout, over } = yield* Watch.make(config, "flows")
      const acquirer = Effect.map(checkout(pool.get), (connection) => new FlowsConnection(over(connection)))
      return yield* SqlClient.make({
        acquirer,
        borrower: (use) => Effect.scoped(Effect.flatMap(acquirer, use)),
        transactionAcquirer: acquirer,
        compiler: PgClient.makeCompiler(),
        driver: "pg",
        spanAttributes: [["db.system.name", "postgresql"]],
        prepareTransactionControls: true,
        releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`
      })
    })
  ).pipe(
    Layer.tap((context) => Effect.provideContext(checkMigrated, context)),
    Layer.provide(Reactivity.layer)
  )
