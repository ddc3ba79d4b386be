/**
 * The client of the engine of flows: a few connections of its own, as its heartbeat must not wait for learners' requests.
 */
import { PgClient, PgPool } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlError } from "effect/sql"
import type { PostgresUnusable } from "../checks/PostgresUnusable.ts"
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
      const acquirer = Effect.map(pool.get, (connection) => new FlowsConnection(connection))
      return yield* SqlClient.make({
        acquirer,
        borrower: (use) => pool.use((connection) => use(new FlowsConnection(connection))),
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
