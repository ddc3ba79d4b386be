/**
 * Work that is no part of the transaction it is done in: it may need others, and takes its time.
 */
import { Context, Effect } from "effect"
import type { SqlClient } from "effect/sql"

export const outside = <A, E>(sql: SqlClient.SqlClient, work: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.updateContext(work, (context: Context.Context<never>) => Context.omit(sql.transactionService)(context))
