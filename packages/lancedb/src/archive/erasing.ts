/**
 * Removes learners from the archive. In two steps, as the state that is recorded has to stay until the next one is.
 */
import { join } from "node:path"
import type { ArchivePoint, ReviewArchive, UserId } from "@loopi/core"
import { Effect } from "effect"
import { dropOrphans } from "../files/dropOrphans.ts"
import { dropSetAside, rewrite, sweepVersions } from "../files/purge.ts"
import type { LanceDb } from "../LanceDb.ts"
import { finishing } from "../toItsEnd.ts"
import { name, reindex } from "./ArchiveTable.ts"
import { ofLearners } from "./ReviewFilter.ts"
import type { statesOver } from "./states.ts"
import { operation, overtaken, step } from "./step.ts"

/** A query takes less: whoever began one before has read what it needs, or asks again. */
const grace = "1 second"

export const erasing = (
  { directory }: LanceDb["Service"],
  states: ReturnType<typeof statesOver>
): Pick<ReviewArchive["Service"], "erase" | "sweep"> => ({
  erase: Effect.fn("ReviewArchive.erase")(function* (at: ArchivePoint, userIds: ReadonlyArray<UserId>) {
    const { point, table } = yield* states.settle(at)
    const where = ofLearners(userIds)
    const leaving = yield* step(() => table.countRows(where))
    yield* step(() => table.delete(where))
    yield* rewrite(operation, table, { column: "version", index: reindex })
    const next = yield* states.standing(table)
    return next.point.reviews === point.reviews - leaving ? next.point : yield* overtaken
  }, finishing),

  sweep: Effect.fn("ReviewArchive.sweep")(function* (at: ArchivePoint) {
    const { table } = yield* states.settle(at)
    yield* Effect.sleep(grace)
    // Where there was more to merge, the state is another one now: it is recorded first, and swept the next time.
    if (yield* sweepVersions(operation, table)) {
      yield* dropSetAside(operation, directory, name)
      // Nobody writes beside whoever has the turn.
      yield* dropOrphans(operation, join(directory, `${name}.lance`), Infinity)
    }
    return (yield* states.standing(table)).point
  }, finishing)
})
