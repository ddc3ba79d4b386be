/**
 * A server that cannot be reached is said to be so in one line, which never holds the password.
 */
import { Postgres, Server } from "@loopi/postgres"
import { assert, describe, it, layer } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted, type Scope } from "effect"
import { createServer } from "node:net"
import { layer as layerServer, TestServer, withServer } from "./server.ts"

const open = (url: string, options?: Server.ServerOptions) =>
  Effect.flip(Effect.scoped(Layer.build(Postgres.layerUrl(Redacted.make(url), options))))

const reasonFor = (url: string, options?: Server.ServerOptions) =>
  Effect.map(open(url, options), (error) => {
    assert.instanceOf(error, Server.PostgresUnreachable)
    assert.notInclude(JSON.stringify(error) + error.message + String(error.stack), "hunter2")
    return error.reason
  })

/** A port where somebody takes the call and never says a word. */
const silence: Effect.Effect<number, never, Scope.Scope> = Effect.acquireRelease(
  Effect.callback<ReturnType<typeof createServer>>((resume) => {
    const server = createServer(() => {})
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  }),
  (server) => Effect.sync(() => server.close())
).pipe(
  Effect.map((server) => {
    const address = server.address()
    return typeof address === "object" && address !== null ? address.port : 0
  })
)

describe("a server that cannot be reached", () => {
  it.effect.each([
    ["not a URL", "invalid_url"],
    ["https://loopi:hunter2@localhost/loopi", "invalid_url"],
    ["postgres://loopi:hunter2@localhost:99999/loopi", "invalid_url"],
    ["postgres://loopi:hunter2@127.0.0.1:1/loopi", "refused"],
    ["postgres://loopi:hunter2@localhost/loopi?host=/nowhere", "refused"],
    ["postgres://loopi:hunter2@nowhere.invalid/loopi", "host_not_found"]
  ] as const)("is told by %s: %s", ([url, reason]) =>
    Effect.map(reasonFor(url), (found) => assert.strictEqual(found, reason))
  )

  it.live("is given up when it does not answer in time", () =>
    Effect.gen(function* () {
      const url = `postgres://loopi:hunter2@127.0.0.1:${yield* silence}/loopi`
      assert.strictEqual(yield* reasonFor(url, { connectTimeout: "50 millis" }), "timed_out")
    })
  )

  it.effect("is looked for where DATABASE_URL says", () =>
    Effect.gen(function* () {
      const settings = ConfigProvider.fromUnknown({ DATABASE_URL: "postgres://loopi:hunter2@127.0.0.1:1/loopi" })
      const layer = Layer.provide(Postgres.layerConfig, ConfigProvider.layer(settings))
      const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
      assert.strictEqual(error._tag, "PostgresUnreachable")
    })
  )
})

withServer("a server that turns us away", () => {
  layer(layerServer, { timeout: "60 seconds" })("a server that turns us away", (it) => {
    it.effect("says that the database or the role is not there", () =>
      Effect.gen(function* () {
        const database = Redacted.value(yield* (yield* TestServer).newDatabase)
        const missing = new URL(database)
        missing.pathname = "/no_such_database"
        assert.strictEqual(yield* reasonFor(missing.href), "no_such_database")
        const nobody = new URL(database)
        nobody.username = "nobody_we_know"
        assert.strictEqual(yield* reasonFor(nobody.href), "credentials_refused")
      })
    )
  })
})
