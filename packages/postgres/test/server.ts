/**
 * A real Postgres for the tests: the one `TEST_DATABASE_URL` names, or one started for a test file from the binaries of
 * this machine. Without either, what needs a server is skipped, and says so.
 */
import { it } from "@effect/vitest"
import { Config, Context, Effect, Layer, Option, Redacted, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import { randomBytes } from "node:crypto"
import { Postgres, Server } from "@loopi/postgres"
import { findBinaries, startServer } from "../src/testing/localServer.ts"

/** A database by who signs in to it: who may do everything, who owns the tables, and who serves learners. */
export interface Migrated {
  readonly admin: Redacted.Redacted
  readonly owner: Redacted.Redacted
  readonly runtime: Redacted.Redacted
}

/** Databases of a server, dropped with the scope. */
export class TestServer extends Context.Service<
  TestServer,
  {
    /** With nothing in it, for somebody who may do everything. */
    readonly newDatabase: Effect.Effect<Redacted.Redacted, never, Scope.Scope>
    /** Of an owner who is no superuser, and brought up to date. */
    readonly newMigrated: Effect.Effect<Migrated, never, Scope.Scope>
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
  const named = Effect.acquireRelease(asked(create), (name) => asked(drop(name)))
  return {
    newDatabase: Effect.map(named, (name) => Redacted.make(withDatabase(url, name))),
    newMigrated: Effect.gen(function* () {
      const name = yield* named
      yield* asked(giveToOwner(name))
      const owner = Redacted.make(withLogin(withDatabase(url, name), ownerRole))
      const runtime = Redacted.make(withLogin(withDatabase(url, name), runtimeRole))
      yield* Effect.orDie(Postgres.migrateUrl(owner, { runtimeRole, password: Redacted.make(password) }))
      return { admin: Redacted.make(withDatabase(url, name)), owner, runtime }
    })
  }
}

export const ownerRole = "loopi_test_owner"
export const runtimeRole = "loopi_test_runtime"
const password = "for-tests-only"

const create = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const name = `loopi_test_${randomBytes(8).toString("hex")}`
  yield* sql`CREATE DATABASE ${sql(name)}`
  return name
})

const drop = (name: string) => SqlClient.SqlClient.use((sql) => sql`DROP DATABASE ${sql(name)} WITH (FORCE)`)

/** As a managed server hands a database over: its owner may make roles, and is no superuser. */
const giveToOwner = Effect.fnUntraced(function* (name: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    DO $$ BEGIN
      CREATE ROLE ${sql(ownerRole)} LOGIN CREATEROLE PASSWORD ${sql.literal(`'${password}'`)};
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
  `
  yield* sql`ALTER DATABASE ${sql(name)} OWNER TO ${sql(ownerRole)}`
})

export const withLogin = (url: string, role: string): string => {
  const changed = new URL(url)
  changed.username = role
  changed.password = password
  return changed.href
}

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
