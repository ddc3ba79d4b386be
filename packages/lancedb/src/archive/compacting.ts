/**
 * Keeps the archive quick to read and small: every batch is a fragment of its own, in no index, and what replaces
 * fragments leaves the old files behind.
 */
import type { Table } from "@lancedb/lancedb"
import type { ArchivePoint } from "@loopi/core"
import { DateTime, Duration, Effect } from "effect"
import { finishing } from "../toItsEnd.ts"
import type { statesOver } from "./states.ts"
import { overtaken, step } from "./step.ts"

/** Rows no index knows: so many are read in full for every question. */
const mostUnindexed = 50_000

export const compacting = (states: ReturnType<typeof statesOver>, horizon: Duration.Duration) =>
  Effect.fn("ReviewArchive.compact")(function* (at: ArchivePoint, tolerated: number) {
    const { point, table } = yield* states.settle(at)
    const { fragmentStats } = yield* step(() => table.stats())
    const index = yield* step(() => table.indexStats("user_id_idx"))
    if (fragmentStats.numSmallFragments <= tolerated && (index?.numUnindexedRows ?? 0) <= mostUnindexed) return point

    const isTidy = fragmentStats.numSmallFragments <= 1 && index?.numUnindexedRows === 0
    const until = DateTime.subtractDuration(yield* DateTime.now, horizon)
    const maySweep = isTidy || (yield* isYounger(table, at, DateTime.addDuration(until, Duration.times(horizon, 0.5))))
    const cleanupOlderThan = DateTime.toDate(maySweep ? until : DateTime.makeUnsafe(0))
    yield* step(() => table.optimize({ cleanupOlderThan }))
    const next = yield* states.standing(table)
    return next.point.reviews === point.reviews ? next.point : yield* overtaken
  }, finishing)

/**
 * Older states are swept away, but the one that is recorded must stay until the next is: so nothing is swept while that
 * one is about old enough itself, unless it stays the newest, there being nothing to rewrite. (There is one call for
 * both; and what belongs to no state is left to the doctor: sweeping that, too, destroys tables that are written to.)
 */
const isYounger = Effect.fnUntraced(function* (table: Table, recorded: ArchivePoint, than: DateTime.Utc) {
  const versions = yield* step(() => table.listVersions())
  const made = versions.find(({ version }) => version === recorded.version)?.timestamp
  return made !== undefined && made.getTime() > DateTime.toEpochMillis(than)
})
