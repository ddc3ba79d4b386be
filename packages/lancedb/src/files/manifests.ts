/**
 * The files that say what each state of a table is made of. A power cut can leave the newest of them empty, and then
 * the table cannot be opened at all.
 */
import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import { attempt } from "../attempt.ts"

const folder = "_versions"

/**
 * Takes away the states after a version, or those between it and another one, unless it is itself not there. Says
 * whether there were any. One that cannot be read would be in the way of every sweep.
 */
export const dropManifestsAfter = Effect.fn("dropManifestsAfter")(function* (
  operation: string,
  table: string,
  after: number,
  before = Infinity
) {
  const step = <A>(call: () => Promise<A>) => attempt(operation, call)
  const names = yield* step(() => readdir(join(table, folder)))
  const versions = new Map(names.flatMap((name) => versionOf(name).map((found) => [found, name] as const)))
  const chosen = [...versions].filter(([found]) => after < found && found < before)
  if (!versions.has(after) || chosen.length === 0) return false

  for (const [, name] of chosen) yield* step(() => rm(join(table, folder, name)))
  // Names the newest version, to save looking for it, and might name one that is gone.
  yield* step(() => rm(join(table, folder, "latest_version_hint.json"), { force: true }))
  return true
})

/** Names count down, so that the newest comes first; in a table from before that they count up. */
const versionOf = (name: string): ReadonlyArray<number> => {
  const [, digits] = /^(\d+)\.manifest$/.exec(name) ?? []
  if (digits === undefined) return []
  return [digits.length === 20 ? Number(2n ** 64n - 1n - BigInt(digits)) : Number(digits)]
}
