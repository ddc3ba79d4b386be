/**
 * Keeps a table quick to read under writes: every write adds a fragment, and a fragment that is in no index is read in
 * full by every search. Indexes are made anew often, which is quick and in nobody's way. Fragments are merged seldom,
 * as that copies the table.
 */
import type { Table } from "@lancedb/lancedb"
import type { StoreUnavailable } from "@loopi/core"
import { DateTime, Duration, Effect, type Latch, Number, Queue, Ref, Semaphore } from "effect"
import { attempt } from "../attempt.ts"
import { toItsEnd } from "../toItsEnd.ts"
import { build, isBehind, together, unindexed } from "./indexes.ts"

export interface Writers {
  readonly turn: Semaphore.Semaphore
  /** Closed while rows that are there must stay as they are. */
  readonly touchable: Latch.Latch
}

/** A copy of a table up to here takes less than half a second, and makes new indexes needless. */
const quicklyCopied = 20_000

/** Fragments that are in the indexes cost a search some 10 microseconds each, so a large table may have more of them. */
const mostFragments = (rows: number) => Number.clamp(rows / 2_000, { minimum: 32, maximum: 256 })

/** After work on the whole table there is this many times as long for other things. */
const rests = { compacted: 10, indexed: 3 }

/**
 * How long versions that were replaced are kept. Far longer than a search takes, so none loses its files while it
 * runs, and short, as each may be a copy of the table. Files that belong to no version are left alone
 * (`deleteUnverified` beside a living writer destroys tables), and nothing may be tagged: a tag beyond the horizon makes
 * `optimize` fail.
 */
const horizon = { minutes: 1 }

/**
 * Works in the background, so no caller pays for it. `written` is to be called after every write; `resting` does something
 * while the upkeep rests.
 */
export const keepUp = Effect.fnUntraced(function* (table: Table, writers: Writers) {
  // Either would undo what the other has just done.
  const one = yield* Semaphore.make(1)
  const compacting = yield* afterWrites("compacted", one.withPermit(Effect.uninterruptible(compact(table, writers))))
  const indexed = Effect.uninterruptible(timed(index(table, yield* Ref.make(0))))
  const indexing = yield* afterWrites("indexed", one.withPermit(indexed))
  return {
    written: () => Effect.forEach([compacting, indexing], (told) => Queue.offer(told, undefined), { discard: true }),
    resting: <A, E>(work: Effect.Effect<A, E>) => one.withPermit(work)
  }
})

/** Does the work after the writes that are told of, once for all of them that came meanwhile. */
const afterWrites = Effect.fnUntraced(function* (
  done: keyof typeof rests,
  work: Effect.Effect<Duration.Duration, StoreUnavailable>
) {
  const written = yield* Queue.sliding<void>(1)
  // Once at the start, for what the process before left.
  yield* Queue.offer(written, undefined)
  yield* Queue.take(written).pipe(
    Effect.andThen(toItsEnd(work)),
    Effect.flatMap((took) => Effect.sleep(Duration.times(took, rests[done]))),
    Effect.catch((error) => Effect.logWarning(`The vectors could not be ${done}.`, error)),
    Effect.forever,
    Effect.forkScoped
  )
  return written
})

/** How long it takes, not counting the wait for its turn. */
const timed = <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.map(Effect.timed(work), ([took]) => took)

/** Merges fragments and brings the indexes up to date, where there is enough to do. */
const compact = Effect.fn("compact")(function* (table: Table, { touchable, turn }: Writers) {
  const { fragmentStats, numRows } = yield* attempt("compact.stats", () => table.stats())
  const isSmall = numRows <= quicklyCopied
  const isFull = isSmall && isBehind(yield* attempt("compact.indexStats", () => unindexed(table, "user_id")), 0)
  if (fragmentStats.numSmallFragments <= mostFragments(numRows) && !isFull) return Duration.zero

  const cleanupOlderThan = DateTime.toDate(DateTime.subtract(yield* DateTime.now, horizon))
  const optimize = timed(attempt("compact.optimize", () => table.optimize({ cleanupOlderThan })))
  if (isSmall) return yield* turn.withPermit(optimize)
  // Closed in turn, so that no write is half done.
  return yield* Effect.acquireUseRelease(
    turn.withPermit(touchable.close),
    () => optimize,
    () => touchable.open
  )
})

/** Makes those indexes anew that are behind. `known`: fragments there were when that was done last. */
const index = Effect.fn("index")(function* (table: Table, known: Ref.Ref<number>) {
  const { fragmentStats, numRows } = yield* attempt("index.stats", () => table.stats())
  if (numRows <= quicklyCopied) return
  // Fewer than there were: they were merged.
  const before = yield* Ref.updateAndGet(known, (known) => Math.min(known, fragmentStats.numFragments))
  const behind = yield* Effect.filter(together, (columns) =>
    Effect.map(
      Effect.forEach(columns, (column) => attempt("index.indexStats", () => unindexed(table, column))),
      (rows) => isBehind(Math.max(...rows), fragmentStats.numFragments - before)
    )
  )
  for (const column of behind.flat()) yield* attempt("index.build", () => build(table, column))
  if (behind.length > 0) yield* Ref.set(known, fragmentStats.numFragments)
})
