/**
 * Deletes files of a table that no version of it names: what was written by somebody who was killed, or undone. They may
 * hold rows that were to be removed. For whoever knows that nobody else writes to the table, or waits long enough.
 */
import { readdir, readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import { isNamedIn } from "../orphans/lookThrough.ts"
import { unlessGone } from "./unlessGone.ts"

/** `before`: files that were changed later are left alone; gives the number of those. */
export const dropOrphans = Effect.fn("dropOrphans")(function* (operation: string, table: string, before: number) {
  const filesIn = (folder: string) =>
    Effect.map(
      unlessGone(operation, () => readdir(join(table, folder))),
      (names = []) => names.map((name) => ({ name, path: join(table, folder, name) }))
    )
  const files = (yield* Effect.forEach(["data", "_indices", "_transactions"], filesIn)).flat()
  const versions = yield* filesIn("_versions")
  const texts = yield* Effect.forEach(versions, ({ path }) => unlessGone(operation, () => readFile(path)))
  const orphans = files.filter(({ name }) => !isNamedIn(texts, name))

  let young = 0
  for (const { path } of orphans) {
    const found = yield* unlessGone(operation, () => stat(path))
    if (found !== undefined && found.mtimeMs >= before) young += 1
    else yield* unlessGone(operation, () => rm(path, { recursive: true, force: true }))
  }
  return young
})
