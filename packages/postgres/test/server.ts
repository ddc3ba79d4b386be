/**
 * A real Postgres for the tests: the one `TEST_DATABASE_URL` names, or one started for a test file from the binaries of
 * this machine. Without either, what needs a server is skipped, and says so.
 */
import { it } from "@effect/vitest"
import { Config, Context, Effect, Layer, Option, Redacted, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import { randomBytes } from "node:crypto"
import { Server } from "@loopi/postgres"
import { findBinaries, startServer } from "../src/testing/localServer.ts"

/** Databases of a server, each with nothing in it and dropped with the scope. */
export class TestServer extends Context.Service<
  TestServer,
  {
    readonly newDatabase: Effect.Effect<Redacted.Redacted, never, Scope.Scope>
  }
>()("@loopi/postgres/test/server/TestServer") {}

const named = Effect.runSync(Effect.orDie(Config.option(Config.String("TEST_DATABASE_URL"))))
const binaries = Option.isSome(named) ? undefined : findBinaries()

/** Defines tests that need a server; without one, says that they are skipped. */
export const withServer = (what: string, define: () => void): void => {
  if (Option.isSome(named) || binaries !== undefined) return define()
  const skipped = `${what}: skipped, for want of a server. Set TEST_DATABASE_URL, or install the Postgres binaries.`
  process.stderr.write(`${skipped}\n`)
  it.skip(skipped)
}

const databasesAt = (url: string): TestServer["Service"] => {
  const client = Server.layer(Redacted.make(url), { maxConnections: 1 })
  const asked = <A, E>(statement: Effect.Effect<A, E, SqlClient.SqlClient>) =>
    statement.pipe(Effect.provide(client, { local: true }), Effect.orDie)
  return {
    newDatabase: Effect.acquireRelease(asked(create), (name) => asked(drop(name))).pipe(
      Effect.map((name) => Redacted.make(withDatabase(url, name)))
    )
  }
}

const create = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const name = `loopi_test_${randomBytes(8).toString("hex")}`
  yield* sql`CREATE DATABASE ${sql(name)}`
  return name
})

const drop = (name: string) => SqlClient.SqlClient.use((sql) => sql`DROP DATABASE ${sql(name)} WITH (FORCE)`)

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export const layer: Layer.Layer<TestServer> = Layer.effect(
  TestServer,
  Option.match(named, {
    onSome: Effect.succeed,
    onNone: () => (binaries === undefined ? Effect.die("no server") : startServer(binaries))
  }).pipe(Effect.map(databasesAt))
)
