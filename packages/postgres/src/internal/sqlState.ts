/**
 * The code a failure carries: Postgres' SQLSTATE, or the operating system's when the server was never reached.
 */
import { Predicate } from "effect"
import type { SqlError } from "effect/sql"

export const sqlStateOf = ({ cause }: SqlError.SqlErrorReason): string =>
  Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) ? cause.code : ""
