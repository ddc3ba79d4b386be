/**
 * The indexes of the table of vectors, and how far they may be behind.
 */
import { Index, type Table } from "@lancedb/lancedb"

/**
 * All scalar, so that a search reads one learner's rows and compares every one of them.
 *
 * There is no index on the vectors, on purpose. It would make searches approximate, which the port rules out, and for a
 * learner of ordinary size slower too: 30 to 56 ms instead of 7 to 12 for 20 vectors. It pays for a learner with more
 * than 50,000 vectors of a kind. From there on: `Index.ivfRq({ distanceType: "cosine" })` (RQ is built in seconds where
 * HNSW and PQ take minutes), `refineFactor(10)`, 10 to 50 probes until recall at 5 is .99 against `bypassVectorIndex`,
 * for searches of that learner only; and never `fastSearch`, which misses rows changed since the last optimize.
 */
const kinds = {
  user_id: () => Index.bitmap(),
  kind: () => Index.bitmap(),
  space: () => Index.bitmap(),
  key: () => Index.btree()
}

export type Indexed = keyof typeof kinds

/** What searches filter by, and what writes look for their rows in. A search is as slow as the index that is behind most. */
export const together: ReadonlyArray<ReadonlyArray<Indexed>> = [["user_id", "kind", "space"], ["key"]]

export const indexed = together.flat()

/** Makes the index over all the rows there are, in the place of the one before. */
export const build = (table: Table, column: Indexed): Promise<void> =>
  table.createIndex(column, { config: kinds[column](), replace: true })

/** The rows an index does not know. */
export const unindexed = (table: Table, column: Indexed): Promise<number> =>
  table.indexStats(`${column}_idx`).then((stats) => stats?.numUnindexedRows ?? 0)

/**
 * Whether so many rows, in so many fragments, are too many. What no index knows is read in full: 5,000 rows make a
 * search of 4 ms one of 11; 50,000, or 100 fragments of 500, one of 60, and a write of 50 ms one of 200.
 */
export const isBehind = (rows: number, fragments: number): boolean => rows > 2_000 || (rows > 0 && fragments > 32)
