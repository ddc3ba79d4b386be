/**
 * Lets a login serve learners: it may become one of the two roles that use our tables, and holds nothing itself.
 */
import { Effect, type Redacted } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { scramVerifier } from "./scramVerifier.ts"

/** `none`: the server knows its logins by other means. */
export type Password = Redacted.Redacted | "none"

export interface Admitted {
  readonly madeRole: boolean
  readonly changedPassword: boolean
}

export const admit = Effect.fn("admit")(function* (
  sql: SqlClient.SqlClient,
  role: string,
  password: Password | undefined,
  changePassword: boolean
): Effect.fn.Return<Admitted, PostgresUnusable | SqlError.SqlError> {
  const before = yield* roleOf(sql, role)
  if (before === undefined && password === undefined) {
    return yield* PostgresUnusable.make({ reason: "no_runtime_role", detail: `there is no role ${role}` })
  }
  if (before === undefined && password !== undefined) yield* make(sql, role, password)
  const found = before ?? (yield* roleOf(sql, role))
  if (found?.superuser === true) {
    return yield* PostgresUnusable.make({ reason: "superuser", detail: `${role} is a superuser` })
  }
  if (found?.inherits === true) yield* sql`ALTER ROLE ${sql(role)} NOINHERIT`
  // The memberships of a role are one row of the server, which other databases may be changing.
  if (found?.memberships !== 2) yield* Effect.retry(grant(sql, role, (found?.version ?? 0) >= 16), { times: 5 })
  yield* connecting(sql, role)
  const renewed = before !== undefined && changePassword && password !== undefined && password !== "none"
  if (renewed) yield* sql`ALTER ROLE ${sql(role)} ${yield* known(sql, password)}`
  return { madeRole: before === undefined, changedPassword: renewed }
})

interface Role {
  readonly superuser: boolean
  readonly inherits: boolean
  readonly memberships: number
  readonly version: number
}

const roleOf = (sql: SqlClient.SqlClient, role: string) =>
  Effect.map(
    sql<Role>`
      SELECT rolsuper AS superuser, rolinherit AS inherits, current_setting('server_version_num')::int / 10000 AS version,
        (
          SELECT count(*)::int FROM pg_roles AS granted
          WHERE rolname IN ('loopi_learner', 'loopi_worker') AND pg_has_role(login.oid, granted.oid, 'MEMBER')
        ) AS memberships
      FROM pg_roles AS login WHERE rolname = ${role}
    `,
    ([found]) => found
  )

const make = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, role: string, password: Password) {
  const by = password === "none" ? sql.literal("") : yield* known(sql, password)
  yield* sql`CREATE ROLE ${sql(role)} LOGIN NOINHERIT ${by}`
})

/** The server is told a verifier and never the password, which its log could hold. */
const known = (sql: SqlClient.SqlClient, password: Redacted.Redacted) =>
  Effect.map(scramVerifier(password), (verifier) => sql.literal(`PASSWORD '${verifier}'`))

/** From Postgres 16 on whether rights are inherited is a matter of each membership. */
const grant = (sql: SqlClient.SqlClient, role: string, each: boolean) =>
  sql`GRANT loopi_learner, loopi_worker TO ${sql(role)} ${sql.literal(each ? "WITH INHERIT FALSE, SET TRUE" : "")}`

/** Everybody may connect to a database unless that was taken away. */
const connecting = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, role: string) {
  const [database] = yield* sql<{ readonly name: string; readonly open: boolean }>`
    SELECT current_database()::text AS name, has_database_privilege(${role}, current_database(), 'CONNECT') AS open
  `
  if (database?.open === false) yield* sql`GRANT CONNECT ON DATABASE ${sql(database.name)} TO ${sql(role)}`
})
