/**
 * A Postgres server, by its URL: one clear error when it cannot be reached.
 *
 * A pooler may hand connections on after each transaction: then no statement is prepared under a name. It is noticed by
 * itself, unless `?pgbouncer=true` or `?pgbouncer=false` in the URL says how it is.
 */
import type { PgClient } from "@effect/sql-pg"
import { type Duration, Effect, Layer, Predicate, Redacted, Schema } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import * as Client from "./client/Client.ts"
import { isPooled } from "./client/isPooled.ts"
import { sqlStateOf } from "./internal/sqlState.ts"

export const UnreachableReason = Schema.Literals([
  "invalid_url",
  "host_not_found",
  "refused",
  "timed_out",
  "credentials_refused",
  "no_such_database",
  "not_ready",
  "other"
])
export type UnreachableReason = typeof UnreachableReason.Type

/** The server named by the URL does not let us work. `detail` is what it said; it never holds the password. */
export class PostgresUnreachable extends Schema.TaggedError<PostgresUnreachable>()("PostgresUnreachable", {
  reason: UnreachableReason,
  detail: Schema.String
}) {
  override get message(): string {
    return `Postgres cannot be reached (${this.reason}): ${this.detail}`
  }
}

export interface ServerOptions {
  readonly maxConnections?: number | undefined
  readonly connectTimeout?: Duration.Input | undefined
}

/** Both clients over a server, with camel case on this side and snake case on the other. */
export const layer = (
  url: Redacted.Redacted,
  { connectTimeout = "5 seconds", maxConnections = 10 }: ServerOptions = {}
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, PostgresUnreachable> =>
  Effect.gen(function* () {
    const { bare, pooled } = parted(url)
    const options = { url: bare, connectTimeout, applicationName: "loopi" }
    // The client connects when it is first asked something: a server that cannot be reached is told here.
    const found = yield* isPooled(options)
    return Client.layer({ ...options, maxConnections, prepare: !(pooled ?? found) })
  }).pipe(
    Layer.unwrap,
    Layer.catchTag("SqlError", ({ reason }) => Layer.effectContext(PostgresUnreachable.make(whyNot(reason))))
  )

/** Who signs in, and how, where the URL says so. */
export const loginOf = (url: Redacted.Redacted) => {
  const parsed = URL.parse(Redacted.value(url))
  const role = decodeURIComponent(parsed?.username ?? "")
  const password = decodeURIComponent(parsed?.password ?? "")
  return {
    runtimeRole: role === "" ? undefined : role,
    password: password === "" ? ("none" as const) : Redacted.make(password)
  }
}

/** Our own parameter is none of the server's. */
const parted = (url: Redacted.Redacted): { readonly bare: Redacted.Redacted; readonly pooled?: boolean } => {
  const given = Redacted.value(url)
  const [, before = "", said, after = "", rest = ""] = /^(.*[?&])pgbouncer=(true|false)(&|$)(.*)$/.exec(given) ?? []
  if (said === undefined) return { bare: url }
  return { bare: Redacted.make(after === "" ? before.slice(0, -1) : before + rest), pooled: said === "true" }
}

/** Says nothing about the URL itself: it holds the password, and so does the error of a URL that cannot be parsed. */
const whyNot = (error: SqlError.SqlErrorReason): { readonly reason: UnreachableReason; readonly detail: string } => {
  const detail = (error.message ?? error._tag).replace(/^Pg\w+: /, "")
  if (detail.includes("URL")) return { reason: "invalid_url", detail }
  if (detail.includes("timed out")) return { reason: "timed_out", detail }
  const code = sqlStateOf(error)
  const reason = error._tag === "AuthenticationError" ? "credentials_refused" : (reasons[code] ?? "other")
  return { reason, detail: Predicate.isError(error.cause) ? error.cause.message : detail }
}

const reasons: Record<string, UnreachableReason> = {
  ENOTFOUND: "host_not_found",
  EAI_AGAIN: "host_not_found",
  ECONNREFUSED: "refused",
  ENOENT: "refused",
  ETIMEDOUT: "timed_out",
  "3D000": "no_such_database",
  "57P03": "not_ready",
  "53300": "not_ready"
}
