/**
 * Writes any number of rows, within the transaction that is open. A statement takes 65,535 parameters, which is some
 * 4,000 rows.
 */
import { Array, Effect } from "effect"

const batchSize = 1_000

export const inBatches = <A, E, R>(
  rows: ReadonlyArray<A>,
  write: (batch: Array.NonEmptyReadonlyArray<A>) => Effect.Effect<void, E, R>
): Effect.Effect<void, E, R> => Effect.forEach(Array.chunksOf(rows, batchSize), write, { discard: true })
