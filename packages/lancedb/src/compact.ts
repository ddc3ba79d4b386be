/**
 * Keeps the table quick: every write adds a fragment, and every fragment not yet in the indexes is read in full.
 */
import type { Table } from "@lancedb/lancedb"
import type { StoreUnavailable } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { attempt } from "./attempt.ts"

/** 20 vectors are searched in 12 ms up to here; over 1,000 fragments it would be more than 200. */
const mostFragments = 32

/** Rows no index knows. 50,000 of them make a search of 12 ms one of 60. */
const mostUnindexed = 5_000

/**
 * How long versions that were replaced are kept. Much longer than a search takes, so none loses its files while it
 * runs. Files that belong to no version are left alone (`deleteUnverified` under live writers destroys tables), and
 * nothing may be tagged, as a tag beyond this horizon makes `optimize` fail.
 */
const horizon = { hours: 1 }

/** Merges fragments and brings the indexes up to date, where there is enough to do. */
export const compact = Effect.fn("compact")(function* (table: Table): Effect.fn.Return<void, StoreUnavailable> {
  const { fragmentStats } = yield* attempt("compact.stats", () => table.stats())
  const index = yield* attempt("compact.indexStats", () => table.indexStats("user_id_idx"))
  const unindexed = index?.numUnindexedRows ?? 0
  if (fragmentStats.numSmallFragments <= mostFragments && unindexed <= mostUnindexed) return

  const cleanupOlderThan = DateTime.toDate(DateTime.subtract(yield* DateTime.now, horizon))
  yield* attempt("compact.optimize", () => table.optimize({ cleanupOlderThan }))
})
