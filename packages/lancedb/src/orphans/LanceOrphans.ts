/**
 * Looks for files of LanceDB that no version of their table refers to (I10), as a process killed while it writes leaves
 * them, and moves them out of the way.
 *
 * LanceDB can delete such files itself, and beside a living writer that destroys tables. Moving is done here, after long
 * enough, and can be undone.
 */
import { mkdir, rename } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Finding, type Inspected, type Inspection, type StoreUnavailable } from "@loopi/core"
import { DateTime, Effect, Stream } from "effect"
import { unlessGone } from "../files/unlessGone.ts"
import type { LanceDbOptions } from "../LanceDb.ts"
import { lookThrough } from "./lookThrough.ts"

/** Where files go that nothing refers to: beside the tables, under the name they had. */
export const quarantine = "quarantine"

export const inspection = ({ directory }: LanceDbOptions): Inspection => {
  const look = Effect.gen(function* () {
    // A writer makes files first and the version that refers to them then.
    const before = DateTime.subtract(yield* DateTime.now, { minutes: 10 })
    return yield* lookThrough(directory, DateTime.toEpochMillis(before))
  }).pipe(Effect.withSpan("LanceOrphans.look"))

  const repair = Effect.fn("LanceOrphans.repair")(function* (findings: ReadonlyArray<Finding>) {
    const named = new Set(findings.map(({ rowId }) => rowId))
    const { orphans } = yield* look
    for (const name of orphans) if (named.has(name)) yield* moveAway(directory, name)
  })

  const examine = Effect.map(look, ({ checked, orphans }): Inspected => {
    const findings = orphans.map((rowId) =>
      Finding.make({
        invariant: "I10",
        table: directory,
        userId: null,
        rowId,
        what: `no version refers to the file: a repair moves it to ${quarantine}`,
        repairable: true
      })
    )
    return { invariant: "I10", checked, findings }
  })

  return { invariants: ["I10"], examine: Stream.fromEffect(examine), repair }
}

const moveAway = (directory: string, name: string): Effect.Effect<void, StoreUnavailable> => {
  const aside = join(directory, quarantine, name)
  return unlessGone("LanceOrphans.move", () =>
    mkdir(dirname(aside), { recursive: true }).then(() => rename(join(directory, name), aside))
  )
}
