/**
 * One database for all suites of a file: starting one costs seconds, and every test mints its own learner.
 */
import type { Stores } from "@loopi/core"
import { Embedded, Postgres, Server } from "@loopi/postgres"
import { afterAll } from "@effect/vitest"
import { Effect, Layer, ManagedRuntime } from "effect"
import type { PgClient } from "@effect/sql-pg"
import type { SqlClient } from "effect/sql"
import { layer as layerServer, TestServer } from "./server.ts"

/** Builds a layer once, for whoever asks, and releases it when the file is done. */
export const shared = <R, E>(layer: Layer.Layer<R, E>): Layer.Layer<R, E> => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return Layer.effectContext(runtime.contextEffect)
}

export type Database = Stores | PgClient.PgClient | SqlClient.SqlClient

const stores = Postgres.layerStores

/** Every store, and the client below them, on PGlite. */
export const embedded: Layer.Layer<Database, Embedded.EmbeddedError | Postgres.MigrationError> = stores.pipe(
  Layer.provideMerge(Embedded.layer())
)

/** Every store, and the client below them, in a database of its own on the server. */
export const onServer: Layer.Layer<Database | TestServer, Server.PostgresUnreachable | Postgres.MigrationError> =
  stores.pipe(
    Layer.provideMerge(
      Layer.unwrap(
        Effect.gen(function* () {
          const server = yield* TestServer
          return Server.layer(yield* server.newDatabase)
        })
      )
    ),
    Layer.provideMerge(layerServer)
  )
