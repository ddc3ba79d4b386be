/**
 * A server that can be reached and must not be used as it is: why, and the one thing to do about it.
 */
import { Schema } from "effect"

export const UnusableReason = Schema.Literals([
  "too_old",
  "superuser",
  "bypasses_row_security",
  "owns_tables",
  "holds_rights",
  "not_a_member",
  "migrations_behind",
  "migrations_ahead",
  "no_pgcrypto",
  "no_vector",
  "no_runtime_role",
  "owner_may_not"
])
export type UnusableReason = typeof UnusableReason.Type

/** `detail` says what was found, in half a sentence; it never holds a password. */
export class PostgresUnusable extends Schema.TaggedError<PostgresUnusable>()("PostgresUnusable", {
  reason: UnusableReason,
  detail: Schema.String
}) {
  /** One sentence, without its full stop. */
  get whatToDo(): string {
    return remedies[this.reason]
  }

  override get message(): string {
    return `Postgres cannot be used as it is (${this.reason}): ${this.detail}. ${this.whatToDo}.`
  }
}

const anotherLogin =
  "Make a login with `loopi migrate --url <owner> --runtime-role <name>` and name that one in DATABASE_URL"

const migrating = "Run `loopi migrate --url <owner> --runtime-role <name>`, or set DATABASE_OWNER_URL"

/** What an owner needs who may neither make roles nor grant them. */
const byAdministrator = [
  "GRANT CREATE ON DATABASE <database> TO <owner>",
  "CREATE ROLE loopi_learner NOLOGIN NOINHERIT",
  "CREATE ROLE loopi_worker NOLOGIN NOINHERIT",
  "CREATE ROLE loopi_flows NOLOGIN NOINHERIT",
  "GRANT loopi_flows TO loopi_worker",
  "CREATE ROLE <name> LOGIN NOINHERIT PASSWORD '<password>'",
  "GRANT loopi_learner, loopi_worker TO <name>",
  "CREATE EXTENSION pgcrypto"
].join("; ")

export const remedies: Readonly<Record<UnusableReason, string>> = {
  too_old: "Use Postgres 15 or newer",
  superuser: anotherLogin,
  bypasses_row_security: anotherLogin,
  owns_tables: anotherLogin,
  holds_rights:
    "Take them away: `ALTER ROLE <name> NOINHERIT`, and `REVOKE ALL ON ALL TABLES IN SCHEMA loopi FROM <name>`",
  not_a_member: migrating,
  migrations_behind: migrating,
  migrations_ahead: "Update this program",
  no_pgcrypto:
    "Have an administrator run `CREATE EXTENSION pgcrypto` in the database (it comes with Postgres: postgresql-contrib)",
  no_vector:
    "Have an administrator run `CREATE EXTENSION vector` there (pgvector 0.7 or newer), then run `loopi migrate --vectors`",
  no_runtime_role: "Make the role, or set LOOPI_RUNTIME_PASSWORD to have it made",
  owner_may_not: `Have an administrator run there what is missing of \`${byAdministrator}\`, then run \`loopi migrate\``
}
