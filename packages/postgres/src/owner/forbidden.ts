/**
 * Whoever signed in lacks a right: the database says which, and a migration or a refusal wraps what it said.
 */
import { Migrator, SqlError } from "effect/sql"
import { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { sqlStateOf } from "../internal/sqlState.ts"

type Forbidden = Migrator.MigrationError | SqlError.SqlError | PostgresUnusable

export const isForbidden = (error: unknown): error is Forbidden => {
  if (error instanceof PostgresUnusable) return error.reason === "owner_may_not"
  const said = error instanceof Migrator.MigrationError ? error.cause : error
  return SqlError.isSqlError(said) && sqlStateOf(said.reason) === "42501"
}

/** In half a sentence. */
export const wordsOf = (error: Forbidden): string => {
  if (error instanceof PostgresUnusable) return error.detail
  const said = error instanceof Migrator.MigrationError ? error.cause : error
  const cause = SqlError.isSqlError(said) ? said.reason.cause : undefined
  return cause instanceof Error ? cause.message : "the login lacks a right"
}
