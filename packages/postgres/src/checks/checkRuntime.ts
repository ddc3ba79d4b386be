/**
 * What has to be true before the first learner is served: a login that row security binds, and tables of our version.
 */
import { Effect } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { asWorker } from "../internal/asLearner.ts"
import { sqlStateOf } from "../internal/sqlState.ts"
import { latestMigration } from "../Migrations.ts"
import { checkVersion } from "./checkVersion.ts"
import { PostgresUnusable, type UnusableReason } from "./PostgresUnusable.ts"

export interface Needs {
  /** Whether vectors are kept in Postgres. */
  readonly vectors?: boolean | undefined
}

export const checkRuntime: (
  needs: Needs
) => Effect.Effect<void, PostgresUnusable | SqlError.SqlError, SqlClient.SqlClient> = Effect.fn("checkRuntime")(
  function* ({ vectors = false }) {
    const sql = yield* SqlClient.SqlClient
    yield* checkVersion(sql)
    const [login] = yield* loginOf(sql)
    if (login === undefined) return
    yield* refuseIf(faultOf(login))
    yield* checkMigrations(sql, login.name)
    yield* refuseIf(lackOf(login, vectors))
  }
)

interface Login {
  readonly name: string
  readonly superuser: boolean
  readonly bypasses: boolean
  readonly owns: boolean
  readonly holds: boolean
  readonly memberships: number
  readonly migrated: boolean
  readonly extensions: ReadonlyArray<string>
}

/** Reads catalogues alone, which everybody may: what the login cannot see it must still be told about. */
const loginOf = (sql: SqlClient.SqlClient) => sql<Login>`
  WITH ours AS (
    SELECT oid, relname, relowner FROM pg_class
    WHERE relnamespace = to_regnamespace('loopi') AND relkind IN ('r', 'p')
  )
  SELECT rolname::text AS name, rolsuper AS superuser, rolbypassrls AS bypasses,
    EXISTS (SELECT FROM ours WHERE pg_has_role(relowner, 'USAGE')) AS owns,
    EXISTS (SELECT FROM ours WHERE has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')) AS holds,
    (
      SELECT count(*)::int FROM pg_roles AS granted
      WHERE rolname IN ('loopi_learner', 'loopi_worker') AND pg_has_role(granted.oid, 'MEMBER')
    ) AS memberships,
    EXISTS (SELECT FROM ours WHERE relname = 'loopi_migrations') AS migrated,
    ARRAY(SELECT extname::text FROM pg_extension) AS extensions
  FROM pg_roles WHERE rolname = current_user
`

type Fault = { readonly reason: UnusableReason; readonly detail: string } | undefined

const refuseIf = (fault: Fault) => (fault === undefined ? Effect.void : PostgresUnusable.make(fault))

const faultOf = (login: Login): Fault => {
  const { bypasses, holds, memberships, migrated, name, owns, superuser } = login
  if (superuser) return { reason: "superuser", detail: `${name} is a superuser, whom row security does not bind` }
  if (bypasses) return { reason: "bypasses_row_security", detail: `${name} may bypass row security` }
  if (!migrated) return { reason: "migrations_behind", detail: "the database has no tables of Loopi" }
  if (owns) return { reason: "owns_tables", detail: `${name} owns the tables it would only read and write` }
  if (holds) return { reason: "holds_rights", detail: `${name} may use tables without naming a learner` }
  return memberships < 2 ? notAMember(name) : undefined
}

const lackOf = ({ extensions }: Login, vectors: boolean): Fault => {
  if (!extensions.includes("pgcrypto")) return { reason: "no_pgcrypto", detail: "the database has no pgcrypto" }
  if (vectors && !extensions.includes("vector")) return { reason: "no_vector", detail: "the database has no pgvector" }
  return undefined
}

const notAMember = (name: string) => ({
  reason: "not_a_member" as const,
  detail: `${name} may not become loopi_learner and loopi_worker`
})

const checkMigrations = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, name: string) {
  const [found] = yield* asWorker(sql)(sql<{ readonly at: number }>`
    SELECT coalesce(max(migration_id), 0) AS at FROM loopi_migrations
  `).pipe(
    Effect.catchIf(
      ({ reason }) => sqlStateOf(reason) === "42501",
      () => PostgresUnusable.make(notAMember(name))
    )
  )
  const at = found?.at ?? 0
  if (at === latestMigration) return
  return yield* PostgresUnusable.make({
    reason: at < latestMigration ? "migrations_behind" : "migrations_ahead",
    detail: `the database is at migration ${at} and this program at ${latestMigration}`
  })
})
