/**
 * Databases of before our schema keep our tables in `public`: they move, with all that is in them.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

export const adoptTables = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const [found] = yield* sql`
    SELECT WHERE to_regclass('public.loopi_migrations') IS NOT NULL AND to_regclass('loopi.loopi_migrations') IS NULL
  `
  if (found === undefined) return
  yield* Effect.forEach(tables, (table) => sql`ALTER TABLE ${sql(`public.${table}`)} SET SCHEMA loopi`, {
    discard: true
  })
})

const tables = [
  "loopi_migrations",
  "users",
  "goals",
  "skill_trees",
  "skill_nodes",
  "prerequisites",
  "source_documents",
  "flashcards",
  "schedules",
  "reviews"
]
