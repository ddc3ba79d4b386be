/**
 * Whether a pooler stands before the server, found out by asking it something for the first time.
 */
import { PgConnection } from "@effect/sql-pg"
import { Effect } from "effect"
import type { SqlError } from "effect/sql"

/**
 * A server greets a connection with the process that will serve it. A pooler has none yet, and makes one up. Nothing is
 * prepared to ask: behind a pooler that would be left to whoever comes next.
 */
export const isPooled = (options: PgConnection.Config): Effect.Effect<boolean, SqlError.SqlError> =>
  Effect.scoped(
    Effect.gen(function* () {
      const connection = yield* PgConnection.make(options)
      const [serving] = yield* connection.queryValues("SELECT pg_backend_pid()", [], false)
      return serving?.[0] !== connection.processId
    })
  )
