/**
 * Databases of before our schema keep our tables in `public`: they move, with all that is in them. Only what this login
 * made is ours: where others may make tables in `public`, one of theirs could listen in.
 */
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

export const adoptTables = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const owned = yield* sql`
    SELECT FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relname = ANY(${tables})
      AND relowner = current_user::regrole AND to_regclass('loopi.loopi_migrations') IS NULL
  `
  if (owned.length < tables.length) return
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
