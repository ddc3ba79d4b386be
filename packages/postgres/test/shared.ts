/**
 * One database for all suites of a file: starting one costs seconds, and every test mints its own learner.
 */
import type { Stores } from "@loopi/core"
import { Postgres, Server } from "@loopi/postgres"
import { afterAll } from "@effect/vitest"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import type { PgClient } from "@effect/sql-pg"
import { SqlClient } from "effect/sql"
import { layer as layerServer, TestServer } from "./server.ts"

/** Builds a layer once, for whoever asks, and releases it when the file is done. */
export const shared = <R, E>(layer: Layer.Layer<R, E>): Layer.Layer<R, E> => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return Layer.effectContext(runtime.contextEffect)
}

/** What only the owner of the tables may do. */
export class Upkeep extends Context.Service<Upkeep, { readonly analyze: Effect.Effect<void> }>()(
  "@loopi/postgres/test/shared/Upkeep"
) {}

export type Database = Stores | PgClient.PgClient | SqlClient.SqlClient | Upkeep

const analyze = SqlClient.SqlClient.use((sql) => sql`ANALYZE`).pipe(Effect.asVoid, Effect.orDie)

/** Every store, and the client below them, on PGlite. */
export const embedded = Postgres.layerStores.pipe(
  Layer.provideMerge(
    Layer.effect(
      Upkeep,
      Effect.map(SqlClient.SqlClient, (sql) => ({ analyze: Effect.provideService(analyze, SqlClient.SqlClient, sql) }))
    )
  ),
  Layer.provideMerge(Postgres.layerEmbeddedClient())
)

/** Every store, and the client below them, in a database of its own on the server: signed in as who serves learners. */
export const onServer = Postgres.layerStores.pipe(
  Layer.provideMerge(
    Layer.unwrap(
      Effect.gen(function* () {
        const { owner, runtime } = yield* (yield* TestServer).newMigrated
        const asOwner = Effect.provide(analyze, Server.layer(owner, { maxConnections: 1 }), { local: true })
        return Layer.merge(Postgres.layerServer(runtime), Layer.succeed(Upkeep, { analyze: Effect.orDie(asOwner) }))
      })
    )
  ),
  Layer.provideMerge(layerServer)
)
