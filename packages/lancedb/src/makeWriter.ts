/**
 * Writes to a table in turn, and keeps it quick to read: every write adds a fragment, and a fragment that is not yet in
 * the indexes is read in full by every search.
 */
import type { Table } from "@lancedb/lancedb"
import type { StoreUnavailable } from "@loopi/core"
import { DateTime, Duration, Effect, Queue, Semaphore } from "effect"
import { attempt } from "./attempt.ts"

/** 20 vectors are searched in about 15 ms up to here; over 1,000 fragments it would be more than 200. */
const mostFragments = 32

/** Rows no index knows. 50,000 of them make a search of 15 ms one of 60. */
const mostUnindexed = 5_000

/** Compacting may copy the whole table, so after it there is this many times as long for other things. */
const rest = 10

/**
 * How long versions that were replaced are kept. Far longer than a search takes, so none loses its files while it
 * runs, and short, as each may be a copy of the table. Files that belong to no version are left alone
 * (`deleteUnverified` beside a living writer destroys tables), and nothing may be tagged: a tag beyond the horizon makes
 * `optimize` fail.
 */
const horizon = { minutes: 1 }

/**
 * One write at a time: writers at once make LanceDB redo what the other overtook. A write that has begun is awaited,
 * as LanceDB cannot be called back. Compaction takes its turn like a write, in the background, so no caller pays for it.
 */
export const makeWriter = Effect.fnUntraced(function* (table: Table) {
  const turn = yield* Semaphore.make(1)
  const taking = <A, E>(effect: Effect.Effect<A, E>) => turn.withPermit(Effect.uninterruptible(effect))
  const written = yield* Queue.sliding<void>(1)

  // Once at the start, for what the process before left.
  yield* Queue.offer(written, undefined)
  yield* Queue.take(written).pipe(
    Effect.andThen(taking(Effect.timed(compact(table)))),
    Effect.flatMap(([took]) => Effect.sleep(Duration.times(took, rest))),
    Effect.catch((error) => Effect.logWarning("The vectors could not be compacted.", error)),
    Effect.forever,
    Effect.forkScoped
  )

  return (operation: string, call: () => Promise<unknown>): Effect.Effect<void, StoreUnavailable> =>
    Effect.andThen(taking(attempt(operation, call)), Queue.offer(written, undefined)).pipe(Effect.asVoid)
})

/** Merges fragments and brings the indexes up to date, where there is enough to do. */
const compact = Effect.fn("compact")(function* (table: Table) {
  const { fragmentStats } = yield* attempt("compact.stats", () => table.stats())
  const index = yield* attempt("compact.indexStats", () => table.indexStats("user_id_idx"))
  const unindexed = index?.numUnindexedRows ?? 0
  if (fragmentStats.numSmallFragments <= mostFragments && unindexed <= mostUnindexed) return

  const cleanupOlderThan = DateTime.toDate(DateTime.subtract(yield* DateTime.now, horizon))
  yield* attempt("compact.optimize", () => table.optimize({ cleanupOlderThan }))
})
