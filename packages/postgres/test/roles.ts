/**
 * Logins for one test, and what an administrator does with them.
 */
import { Server } from "@loopi/postgres"
import { Effect, type Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { randomBytes } from "node:crypto"
import { TestServer } from "./server.ts"

/** One statement of whoever the URL names. */
export const asked = (url: Redacted.Redacted, statement: string) =>
  SqlClient.SqlClient.use((sql) => sql.unsafe(statement)).pipe(
    Effect.provide(Server.layer(url, { maxConnections: 1 }), { local: true }),
    Effect.orDie
  )

/** Asked for before the databases it has rights in: they have to be gone before it can go. */
export const newRole = Effect.fnUntraced(function* (attributes: string) {
  const admin = yield* (yield* TestServer).newDatabase
  const name = `loopi_test_${randomBytes(6).toString("hex")}`
  return yield* Effect.acquireRelease(
    Effect.as(asked(admin, `CREATE ROLE ${name} LOGIN ${attributes} PASSWORD 'for-tests-only'`), name),
    () => asked(admin, `DROP ROLE ${name}`)
  )
})
