/**
 * Bringing a database up to date, once, whoever starts first.
 */
import { UserId } from "@loopi/core"
import { Migrations, Server } from "@loopi/postgres"
import { assert, layer } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Logger, type Redacted } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { randomUUID } from "node:crypto"
import { asked } from "./roles.ts"
import { layer as layerServer, TestServer, withServer } from "./server.ts"

const names = Object.keys(Migrations.migrations)

/** What a program does when it starts, with connections of its own. */
const start = (database: Redacted.Redacted) =>
  Migrations.migrate.pipe(Effect.provide(Server.layer(database, { maxConnections: 1 }), { local: true }))

/** A database as it was while our tables were in `public`, with a learner's review. */
const asBefore = Effect.fnUntraced(function* (learner: UserId) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`DROP SCHEMA loopi CASCADE`
  const first = Object.fromEntries(Object.entries(Migrations.migrations).slice(0, 7))
  yield* Migrator.make({})({ loader: Migrator.fromRecord(first), table: "loopi_migrations" })
  yield* sql`INSERT INTO users VALUES (${learner}, 'Ada', 'Europe/Lisbon', 4, now())`
  yield* sql`
    INSERT INTO reviews VALUES (
      ${learner}, ${randomUUID()}, ${randomUUID()}, now(), 0.9, null, 1, 20454, 0, null, 1, 3, 'new'
    )
  `
})

const nameOf = ([id, name]: readonly [number, string]): string => `${String(id).padStart(4, "0")}_${name}`

withServer("migrations", () => {
  layer(layerServer, { timeout: "60 seconds" })("Migrations", (it) => {
    it.effect(
      "run in many databases of a new server at once, which share its roles",
      () =>
        Effect.gen(function* () {
          const databases = yield* Effect.replicateEffect((yield* TestServer).newDatabase, 6)
          const ran = yield* Effect.forEach(databases, start, { concurrency: "unbounded" })
          for (const made of ran) assert.deepStrictEqual(made.map(nameOf), names)
        }),
      60_000
    )

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
      "say that they wait where somebody else's take long, and run then",
      () =>
        Effect.gen(function* () {
          const database = yield* (yield* TestServer).newDatabase
          const told = yield* Deferred.make<unknown>()
          const logger = Logger.make<unknown, void>(({ message }) => Deferred.doneUnsafe(told, Exit.succeed(message)))
          const busy = Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            yield* sql`SELECT pg_advisory_xact_lock(hashtext('loopi.loopi_migrations'))`
            const waiting = yield* Effect.forkScoped(Effect.provide(start(database), Logger.layer([logger])))
            return { waiting, logged: yield* Deferred.await(told) }
          })
          // On the real clock: a test clock that runs ahead has its connection time out before it is made.
          const { logged, waiting } = yield* SqlClient.SqlClient.use((sql) => sql.withTransaction(busy)).pipe(
            Effect.provide(Server.layer(database, { maxConnections: 1 }), { local: true }),
            TestClock.withLive
          )
          assert.match(String(logged), /Waiting for another migration/)
          assert.deepStrictEqual((yield* Fiber.join(waiting)).map(nameOf), names)
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
      "take over what a database of before our schema keeps, for an owner whom row security binds",
      () =>
        Effect.gen(function* () {
          const { admin, owner } = yield* (yield* TestServer).newMigrated
          const learner = UserId.make(randomUUID())
          const moved = Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            yield* asBefore(learner)
            assert.deepStrictEqual((yield* Migrations.migrate).map(nameOf), names.slice(7))
            assert.deepStrictEqual(yield* sql`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`, [])
          })
          yield* Effect.provide(moved, Server.layer(owner, { maxConnections: 1 }), { local: true })
          const reviews = "SELECT user_id, version, archived_at FROM loopi.reviews"
          assert.deepStrictEqual(yield* asked(admin, reviews), [{ userId: learner, version: 1, archivedAt: null }])
          assert.deepStrictEqual(yield* asked(owner, reviews), [])
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
