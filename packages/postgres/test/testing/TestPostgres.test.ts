/**
 * Host apps get a migrated Postgres for their tests, wherever it comes from.
 */
import { existsSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { GoalStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import * as Server from "../../src/Server.ts"
import { TestPostgres } from "../../src/testing/index.ts"
import { newRole } from "../roles.ts"
import { layer as layerServer, TestServer, withLogin, withServer } from "../server.ts"

const setting = (env: Record<string, string>) => ConfigProvider.layer(ConfigProvider.fromUnknown(env))

const keepsGoals = Effect.gen(function* () {
  const learner = yield* fixtures.newLearner
  const goal = yield* fixtures.newGoal(learner)
  assert.deepStrictEqual(yield* (yield* GoalStore).list(learner), [goal])
  return yield* TestPostgres.TestPostgres
})

const loginOf = (url: string) =>
  SqlClient.SqlClient.use(
    (sql) => sql<{ superuser: boolean; name: string }>`
      SELECT rolsuper AS superuser, current_database()::text AS name FROM pg_roles WHERE rolname = current_user
    `
  ).pipe(Effect.provide(Server.layer(Redacted.make(url), { maxConnections: 1 }), { local: true }))

// Making a PGlite on a disk takes its time on a busy machine.
describe("a Postgres for tests", { timeout: 120_000 }, () => {
  it.effect("is PGlite where there is nothing else, and says why it is", () =>
    Effect.gen(function* () {
      const sources = ["TEST_DATABASE_URL", "pglite"] as const
      const found = yield* keepsGoals.pipe(Effect.provide(TestPostgres.layerStores({ sources })), Effect.scoped)
      assert.strictEqual(found.source, "pglite")
      assert.strictEqual(
        found.description,
        "PGlite, in this process; no Postgres from TEST_DATABASE_URL: it is not set"
      )
      assert.isFalse(existsSync(found.directory))
    }).pipe(Effect.provide(setting({})))
  )

  it.effect("is none where what was asked for is not there, and says why", () =>
    Effect.gen(function* () {
      const built = Layer.build(TestPostgres.layer({ sources: ["TEST_DATABASE_URL"] }))
      const missing = yield* Effect.flip(Effect.scoped(built))
      assert.strictEqual(missing.message, "no Postgres from TEST_DATABASE_URL: it is not set")
    }).pipe(Effect.provide(setting({})))
  )

  it("is given to tests without Effect by a plain function", () =>
    TestPostgres.start({ sources: ["pglite"] }).then((started) => {
      assert.strictEqual(started.url, undefined)
      assert.isTrue(existsSync(started.directory))
      return started.close().then(() => assert.isFalse(existsSync(started.directory)))
    }))
})

withServer("a database for tests on a server", () => {
  describe("a database for tests on a server", () => {
    const onServer = Effect.gen(function* () {
      const server = yield* TestServer
      return setting({ TEST_DATABASE_URL: Redacted.value(yield* server.newDatabase) })
    }).pipe(Layer.unwrap, Layer.provide(layerServer))

    it.effect("is one of its own on the server that is named, migrated, and served as a login without rights", () =>
      Effect.gen(function* () {
        const found = yield* keepsGoals.pipe(Effect.provide(TestPostgres.layerStores()), Effect.scoped)
        assert.strictEqual(found.source, "TEST_DATABASE_URL")
        const gone = yield* Effect.flip(loginOf(Redacted.value(found.database?.url ?? Redacted.make(""))))
        assert.strictEqual(gone._tag, "PostgresUnreachable")
      }).pipe(Effect.provide(onServer))
    )

    it.effect.each([
      ["NOINHERIT", "permission denied to create database"],
      ["NOINHERIT CREATEDB", "permission denied|must "]
    ] as const)(
      "is none for a login that may not make what it takes (%s), and says what it takes",
      ([attributes, words]) =>
        Effect.gen(function* () {
          const url = Redacted.value(yield* (yield* TestServer).newDatabase)
          const named = setting({ TEST_DATABASE_URL: withLogin(url, yield* newRole(attributes)) })
          const started = Effect.scoped(Layer.build(TestPostgres.layer())).pipe(Effect.provide(named))
          const { message } = yield* Effect.flip(started)
          assert.match(message, new RegExp(`^no Postgres from TEST_DATABASE_URL: .*(${words}).*CREATEDB CREATEROLE`))
        }).pipe(Effect.scoped, Effect.provide(layerServer))
    )

    it.effect("is there for a login that may make databases and roles", () =>
      Effect.gen(function* () {
        const url = Redacted.value(yield* (yield* TestServer).newDatabase)
        const named = setting({ TEST_DATABASE_URL: withLogin(url, yield* newRole("CREATEDB CREATEROLE")) })
        const { source } = yield* keepsGoals.pipe(
          Effect.provide(TestPostgres.layerStores()),
          Effect.scoped,
          Effect.provide(named)
        )
        assert.strictEqual(source, "TEST_DATABASE_URL")
      }).pipe(Effect.scoped, Effect.provide(layerServer))
    )

    it.live("comes as two addresses, of the owner and of the login that serves learners", () =>
      Effect.gen(function* () {
        const started = yield* TestPostgres.TestPostgres
        const [runtime] = yield* loginOf(Redacted.value(started.database?.url ?? Redacted.make("")))
        const [owner] = yield* loginOf(Redacted.value(started.database?.ownerUrl ?? Redacted.make("")))
        assert.strictEqual(runtime?.superuser, false)
        assert.strictEqual(owner?.superuser, true)
        assert.strictEqual(runtime?.name, owner?.name)
      }).pipe(Effect.provide(Layer.provide(TestPostgres.layer({ sources: ["TEST_DATABASE_URL"] }), onServer)))
    )
  })
})
