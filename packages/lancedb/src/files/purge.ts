/**
 * Sees to it that no file of a table holds rows that were removed. LanceDB itself only marks them: their fragments, the
 * indexes and every version before still hold them. For whoever writes alone meanwhile.
 */
import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import type { Table } from "@lancedb/lancedb"
import { DateTime, Effect } from "effect"
import { attempt } from "../attempt.ts"
import { unlessGone } from "./unlessGone.ts"

export interface Rewriting {
  /** Any column: setting it to itself writes each row anew, and fragments without rows are dropped. */
  readonly column: string
  readonly index: (table: Table) => Promise<unknown>
}

/** Nothing is older than the one, and everything than the other, whatever clocks say. */
const never = DateTime.toDate(DateTime.makeUnsafe(0))
const always = DateTime.toDate(DateTime.makeUnsafe("3000-01-01"))

/** Leaves a version that holds nothing but its rows. Those before it stay, for who reads them and who goes back. */
export const rewrite = Effect.fn("rewrite")(function* (operation: string, table: Table, { column, index }: Rewriting) {
  yield* attempt(operation, () => table.update({ valuesSql: { [column]: column } }))
  yield* attempt(operation, () => table.optimize({ cleanupOlderThan: never }))
  yield* attempt(operation, () => index(table))
})

/** Removes all versions but the newest, if that is a rewritten one. Says whether it was. */
export const sweepVersions = Effect.fn("sweepVersions")(function* (operation: string, table: Table) {
  const version = yield* attempt(operation, () => table.version())
  yield* attempt(operation, () => table.optimize({ cleanupOlderThan: never }))
  if ((yield* attempt(operation, () => table.version())) !== version) return false
  yield* attempt(operation, () => table.optimize({ cleanupOlderThan: always }))
  return true
})

/** Deletes what was moved out of the way: nothing refers to it, and nobody can take one learner out of it. */
export const dropSetAside = Effect.fn("dropSetAside")(function* (operation: string, directory: string, name: string) {
  const names = (yield* unlessGone(operation, () => readdir(directory))) ?? []
  const aside = names.filter((found) => found.startsWith(`${name}.damaged-`))
  for (const path of [...aside, join("quarantine", `${name}.lance`)]) {
    yield* attempt(operation, () => rm(join(directory, path), { recursive: true, force: true }))
  }
})
