/**
 * Keeps others on the machine away from the vectors and the archive: LanceDB lets everybody read the files it makes.
 */
import { chmod, lstat } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import type { EmbeddedPlan, HybridPlan, PostgresPlan } from "./Plan.ts"

/** Only in the data directory: one that somebody chose elsewhere may be there for a group. */
export const closeToOthers = Effect.fn("Composition.closeToOthers")(function* (
  plan: EmbeddedPlan | HybridPlan | PostgresPlan
) {
  const ours = join(plan.directory, "lancedb")
  if (plan.composition === "postgres" || plan.lancedb !== ours) return
  // What is not there yet is made so; where it cannot be changed, whoever opens it says whether it can be used.
  yield* Effect.ignore(Effect.tryPromise(() => close(ours)))
})

const close = (directory: string): Promise<void> =>
  lstat(directory).then((found) => {
    const isOpen = found.isDirectory() && (found.mode & 0o077) !== 0
    return isOpen && found.uid === process.geteuid?.() ? chmod(directory, 0o700) : undefined
  })
