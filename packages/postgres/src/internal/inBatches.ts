/**
 * Writes any number of rows as one unit. A statement takes 65,535 parameters, which is some 4,000 rows.
 */
import { Array, Effect } from "effect"
import type { SqlClient, SqlError } from "effect/sql"

const batchSize = 1_000

export const inBatches = <A, E, R>(
  sql: SqlClient.SqlClient,
  rows: ReadonlyArray<A>,
  write: (batch: Array.NonEmptyReadonlyArray<A>) => Effect.Effect<void, E, R>
): Effect.Effect<void, E | SqlError.SqlError, R> => {
  const batches = Array.chunksOf(rows, batchSize)
  const written = Effect.forEach(batches, write, { discard: true })
  return batches.length > 1 ? sql.withTransaction(written) : written
}
