/**
 * Bringing a database up to date, once, whoever starts first.
 */
import { Migrations, Server } from "@loopi/postgres"
import { assert, layer } from "@effect/vitest"
import { Effect, type Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layer as layerServer, TestServer, withServer } from "./server.ts"

const names = Object.keys(Migrations.migrations)

/** What a program does when it starts, with connections of its own. */
const start = (database: Redacted.Redacted) =>
  Migrations.migrate.pipe(Effect.provide(Server.layer(database, { maxConnections: 1 }), { local: true }))

const nameOf = ([id, name]: readonly [number, string]): string => `${String(id).padStart(4, "0")}_${name}`

withServer("migrations", () => {
  layer(layerServer, { timeout: "60 seconds" })("Migrations", (it) => {
    it.effect(
      "make every table once, and nothing the second time",
      () =>
        Effect.gen(function* () {
          const database = yield* (yield* TestServer).newDatabase
          assert.deepStrictEqual((yield* start(database)).map(nameOf), names)
          assert.deepStrictEqual(yield* start(database), [])
        }),
      30_000
    )

    it.effect(
      "run once when six programs start together",
      () =>
        Effect.gen(function* () {
          const database = yield* (yield* TestServer).newDatabase
          const ran = yield* Effect.all(
            Array.from({ length: 6 }, () => start(database)),
            { concurrency: "unbounded" }
          )
          assert.deepStrictEqual(ran.flat().map(nameOf), names)
        }),
      30_000
    )

    it.effect(
      "leave nothing behind when one of them fails",
      () =>
        Effect.gen(function* () {
          const database = yield* (yield* TestServer).newDatabase
          const tables = Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            yield* sql`CREATE SCHEMA loopi`
            // In the way of the sixth migration.
            yield* sql`CREATE TABLE loopi.schedules (n int)`
            const error = yield* Effect.flip(Migrations.migrate)
            assert.strictEqual(error._tag, "MigrationError")
            return yield* sql`SELECT tablename FROM pg_tables WHERE schemaname IN ('loopi', 'public')`
          })
          const left = yield* Effect.provide(tables, Server.layer(database), { local: true })
          assert.deepStrictEqual(left, [{ tablename: "schedules" }])
        }),
      30_000
    )
  })
})
