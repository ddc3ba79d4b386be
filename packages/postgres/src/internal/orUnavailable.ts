/**
 * Turns what a query can get wrong into what a port may say.
 */
import { StoreUnavailable } from "@loopi/core"
import { Cause, Effect, Schema } from "effect"
import { SqlError } from "effect/sql"
import { sqlStateOf } from "./sqlState.ts"

/**
 * An outage becomes `StoreUnavailable`; any other failure of the database is our bug, and dies. Refusals pass. The
 * operation has a span of its own.
 */
export const orUnavailable = (operation: string) => {
  const sorted = (error: unknown): Effect.Effect<never, StoreUnavailable> =>
    isOutage(error) ? Effect.fail(StoreUnavailable.make({ operation, cause: error })) : Effect.die(error)

  return <A, E, R>(query: Effect.Effect<A, E, R>) =>
    Effect.catchIf(query, isDatabaseFailure<E>, sorted).pipe(
      // A transaction whose connection is lost cannot roll back either, and the client makes a defect of that.
      Effect.catchDefect(sorted),
      Effect.withSpan(operation, {}, { captureStackTrace: false })
    )
}

type DatabaseFailure = SqlError.SqlError | Schema.SchemaError | Cause.NoSuchElementError

const isDatabaseFailure = <E>(error: E): error is Extract<E, DatabaseFailure> =>
  SqlError.isSqlError(error) || Schema.isSchemaError(error) || Cause.isNoSuchElementError(error)

const isOutage = (error: unknown): boolean =>
  SqlError.isSqlError(error) &&
  (error.isRetryable || error.reason.operation === "connect" || passing.test(sqlStateOf(error.reason)))

/**
 * What the client does not count as retryable though it passes by itself: out of resources (53), the server or an
 * operator ended the session (57P), a transaction was idle for too long (25P03, 25P04), the disk failed (58).
 */
const passing = /^(53|57P|25P0[34]|58)/
