/**
 * Whether a row that was to be added is there already: somebody has added it meanwhile.
 */
import { SqlError } from "effect/sql"

export const isTwice = (error: unknown): boolean =>
  SqlError.isSqlError(error) && error.reason._tag === "UniqueViolation"
