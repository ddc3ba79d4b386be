/**
 * The two roles that may use our tables, and row security on every table. The roles belong to the whole server: many
 * databases may make them at once, and an owner who may not make roles finds them made.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { protect } from "./protect.ts"

const whole = ["goals", "skill_trees", "skill_nodes", "prerequisites", "source_documents", "flashcards", "schedules"]

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* newRole(sql, "loopi_learner")
  yield* newRole(sql, "loopi_worker")
  yield* sql`GRANT USAGE ON SCHEMA loopi TO loopi_learner, loopi_worker`
  yield* sql`GRANT SELECT ON loopi.loopi_migrations TO loopi_worker`
  yield* protect(sql, "users", { owner: "id" })
  yield* Effect.forEach(whole, (table) => protect(sql, table), { discard: true })
  // The history is only ever added to.
  yield* protect(sql, "reviews", { learner: ["SELECT", "INSERT"] })
})

/** Without rights of its own, and no way in: `SET ROLE` is the only use of it. */
const newRole = (sql: SqlClient.SqlClient, name: string) =>
  sql`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${sql.literal(`'${name}'`)}) THEN
        CREATE ROLE ${sql(name)} NOLOGIN NOINHERIT;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
  `
