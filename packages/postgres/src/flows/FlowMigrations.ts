/**
 * Brings a database up to date for flows that machines share: the tables are the engine's own, in a schema of theirs,
 * and one role may use them and nothing else.
 */
import { SqlMessageStorage, SqlRunnerStorage } from "effect/cluster"
import { Effect } from "effect"
import { Migrator, SqlClient, type SqlError } from "effect/sql"
import { takeTurn } from "../Migrations.ts"

/** In this order: the engine's messages, and its machines. A new version of it may add to either. */
export const parts = [
  { loader: SqlMessageStorage.migrations({}), table: "cluster_migrations" },
  { loader: SqlRunnerStorage.migrations({}), table: "cluster_runner_migrations" }
]

/** Runs the migrations that are missing, in a database whose stores are up to date. */
export const migrate: Effect.Effect<
  ReadonlyArray<readonly [id: number, name: string]>,
  Migrator.MigrationError | SqlError.SqlError,
  SqlClient.SqlClient
> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const inTurn = Effect.gen(function* () {
    yield* sql`SELECT set_config('lock_timeout', '0', true), set_config('search_path', 'loopi_flows', true)`
    yield* takeTurn(sql, "loopi.loopi_flow_migrations")
    yield* newRole(sql)
    // The memberships of a role are one row of the server, which other databases may be changing.
    yield* Effect.retry(sql.withTransaction(letWorkersIn(sql)), { times: 5 })
    yield* sql`CREATE SCHEMA IF NOT EXISTS loopi_flows`
    const ran = yield* Effect.forEach(parts, (part) => Migrator.make({})(part))
    yield* grant(sql)
    return ran.flat()
  })
  return yield* sql.withTransaction(inTurn)
}).pipe(Effect.withSpan("FlowMigrations.migrate"))

/** It belongs to the whole server: many databases may make it at once, or find it made. */
const newRole = (sql: SqlClient.SqlClient) => sql`
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'loopi_flows') THEN
      CREATE ROLE loopi_flows NOLOGIN NOINHERIT;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$
`

/** Who may become a worker may become this too: a login that serves learners needs no rights besides those it has. */
const letWorkersIn = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const [found] = yield* sql<{ readonly member: boolean; readonly each: boolean }>`
    SELECT pg_has_role('loopi_worker', 'loopi_flows', 'MEMBER') AS member,
      current_setting('server_version_num')::int >= 160000 AS each
  `
  if (found?.member !== false) return
  // From Postgres 16 on whether rights are inherited is a matter of each membership.
  yield* sql`GRANT loopi_flows TO loopi_worker ${sql.literal(found.each ? "WITH INHERIT FALSE, SET TRUE" : "")}`
})

const grant = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  yield* sql`GRANT USAGE ON SCHEMA loopi_flows TO loopi_flows`
  yield* sql`
    GRANT SELECT, INSERT, UPDATE, DELETE ON cluster_messages, cluster_replies, cluster_runners, cluster_locks
    TO loopi_flows
  `
  yield* sql`GRANT SELECT ON cluster_migrations, cluster_runner_migrations TO loopi_flows`
  yield* sql`GRANT USAGE ON ALL SEQUENCES IN SCHEMA loopi_flows TO loopi_flows`
})
