/**
 * A database of its own on a server, brought up to date, with a login that serves learners. Both go with the scope.
 */
import { randomBytes } from "node:crypto"
import { Effect, Redacted, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import type { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { migrateUrl, type OwnerError } from "../owner/Owner.ts"
import * as Server from "../Server.ts"

export interface TestDatabase {
  /** As the login that owns nothing, which is what Loopi is given. */
  readonly url: Redacted.Redacted
  readonly ownerUrl: Redacted.Redacted
  /** Whether vectors can be kept in it. */
  readonly pgvector: boolean
}

export const newDatabase = (adminUrl: string): Effect.Effect<TestDatabase, OwnerError, Scope.Scope> =>
  Effect.gen(function* () {
    const name = `loopi_test_${randomBytes(8).toString("hex")}`
    const password = randomBytes(16).toString("hex")
    const asAdmin = <A, E>(work: Effect.Effect<A, E, SqlClient.SqlClient>) =>
      Effect.provide(work, Server.layer(Redacted.make(adminUrl), { maxConnections: 1 }), { local: true })
    yield* Effect.acquireRelease(asAdmin(create(name)), () => Effect.ignore(asAdmin(drop(name))))

    const ownerUrl = changed(adminUrl, { pathname: `/${name}` })
    const login = { runtimeRole: name, password: Redacted.make(password) }
    const pgvector = yield* migrateUrl(ownerUrl, { ...login, vectors: true }).pipe(
      Effect.as(true),
      Effect.catchIf(isWithoutVectors, () => Effect.as(migrateUrl(ownerUrl, login), false))
    )
    return { url: changed(Redacted.value(ownerUrl), { username: name, password }), ownerUrl, pgvector }
  })

const create = (name: string) => SqlClient.SqlClient.use((sql) => sql`CREATE DATABASE ${sql(name)}`)

const drop = Effect.fnUntraced(function* (name: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`DROP DATABASE ${sql(name)} WITH (FORCE)`
  yield* sql`DROP ROLE IF EXISTS ${sql(name)}`
})

const isWithoutVectors = (error: OwnerError): error is PostgresUnusable =>
  error._tag === "PostgresUnusable" && error.reason === "no_vector"

const changed = (url: string, parts: Partial<Pick<URL, "pathname" | "username" | "password">>): Redacted.Redacted =>
  Redacted.make(Object.assign(new URL(url), parts).href)
