/**
 * Whether the tables of the engine are there, of its version, and this login may use them.
 */
import { Effect } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { sqlStateOf } from "../internal/sqlState.ts"
import { parts } from "./FlowMigrations.ts"

export const checkMigrated: Effect.Effect<void, PostgresUnusable | SqlError.SqlError, SqlClient.SqlClient> = Effect.gen(
  function* () {
    const sql = yield* SqlClient.SqlClient
    for (const { loader, table } of parts) {
      const [found] = yield* sql<{ readonly at: number }>`
        SELECT coalesce(max(migration_id), 0) AS at FROM ${sql(table)}
      `
      const [at, latest] = [found?.at ?? 0, (yield* loader).length]
      if (at === latest) continue
      const reason = at < latest ? "migrations_behind" : "migrations_ahead"
      return yield* PostgresUnusable.make({
        reason,
        detail: `the tables of flows are at ${at}, this program at ${latest}`
      })
    }
  }
).pipe(
  Effect.catchTags({
    MigrationError: Effect.die,
    SqlError: (error) => {
      const detail = missing[sqlStateOf(error.reason)]
      return Effect.fail(detail === undefined ? error : PostgresUnusable.make({ reason: "migrations_behind", detail }))
    }
  })
)

const missing: Readonly<Record<string, string>> = {
  "22023": "there is no role loopi_flows",
  "42501": "this login may not become loopi_flows",
  "42P01": "the database has no tables for flows"
}
