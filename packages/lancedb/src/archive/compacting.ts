/**
 * Keeps the archive quick to read and small: every batch is a fragment of its own, in no index, and what replaces
 * fragments leaves the old files behind.
 */
import type { Table } from "@lancedb/lancedb"
import type { ArchivePoint } from "@loopi/core"
import { DateTime, Duration, Effect } from "effect"
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

    const cleanupOlderThan = DateTime.toDate(yield* sweepUntil(table, at, horizon))
    yield* step(() => table.optimize({ cleanupOlderThan }))
    const next = yield* states.standing(table)
    return next.point.reviews === point.reviews ? next.point : yield* overtaken
  }, Effect.uninterruptible)

/**
 * Older states are swept away. The one that is recorded must stay until the next is: so nothing is swept while it is
 * itself about old enough. (There is one call for both, and files that belong to no state are left to the doctor:
 * sweeping those, too, destroys tables that are being written to.)
 */
const sweepUntil = Effect.fnUntraced(function* (table: Table, recorded: ArchivePoint, horizon: Duration.Duration) {
  const until = DateTime.subtractDuration(yield* DateTime.now, horizon)
  const versions = yield* step(() => table.listVersions())
  const made = versions.find(({ version }) => version === recorded.version)?.timestamp
  const margin = Duration.times(horizon, 0.5)
  const isYoung = made !== undefined && made.getTime() > DateTime.toEpochMillis(DateTime.addDuration(until, margin))
  return isYoung ? until : DateTime.makeUnsafe(0)
})
