/**
 * What to do about a server that does not let us work, by what it, or the way to it, has said.
 */
import type { OpenError } from "loopi"

/** Where the address was read: what has to be corrected. */
export type Setting = "DATABASE_URL" | "--url"

type Reason = Extract<OpenError, { readonly _tag: "PostgresUnreachable" }>["reason"]

export const reachIt = (reason: Reason, setting: Setting): string =>
  setting === "DATABASE_URL" && embeddedWouldDo.has(reason)
    ? `${steps[reason](setting)}, or unset it to use the embedded one`
    : steps[reason](setting)

const embeddedWouldDo: ReadonlySet<Reason> = new Set(["refused", "host_not_found", "other"])

const steps: Record<Reason, (setting: Setting) => string> = {
  invalid_url: (setting) =>
    `Write ${setting} as postgres://LOGIN:PASSWORD@HOST:5432/DATABASE, with %-codes for special characters`,
  host_not_found: (setting) => `Correct the host in ${setting}`,
  refused: (setting) => `Start the server, or correct its host and port in ${setting}`,
  timed_out: (setting) => `Check that the server runs and no firewall is in between, or correct the host in ${setting}`,
  credentials_refused: (setting) => `Correct the login and its password in ${setting}`,
  no_such_database: (setting) => `Make it with CREATE DATABASE, or correct the name at the end of ${setting}`,
  not_ready: () => "Try again in a moment: the server is starting or stopping, or has no connection free",
  other: (setting) => `Look into the server's log, or correct ${setting}`
}
