/**
 * Makes files safe from a power cut. LanceDB itself never does.
 */
import { open, readdir, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { attempt } from "../attempt.ts"
import { unlessGone } from "./unlessGone.ts"

/** When each file was changed that is known to be on the disk. */
export type Synced = Map<string, number>

/**
 * Writes through whatever below a folder is not on the disk yet, then the folders it is in. Files are written first: a
 * name on the disk without its content would be worse than neither. Files may go meanwhile: old states are swept away
 * while others read.
 */
export const syncFiles = Effect.fn("syncFiles")(function* (operation: string, folder: string, synced: Synced) {
  const entries = yield* attempt(operation, () => readdir(folder, { recursive: true, withFileTypes: true }))
  const paths = (isWanted: (entry: (typeof entries)[number]) => boolean) =>
    entries.filter(isWanted).map(({ name, parentPath }) => join(parentPath, name))

  const files = new Set(paths((entry) => entry.isFile()))
  for (const file of files) {
    const found = yield* unlessGone(operation, () => stat(file))
    if (found === undefined || synced.get(file) === found.mtimeMs) continue
    yield* sync(operation, file)
    synced.set(file, found.mtimeMs)
  }
  // Nobody knows which folders are new, and there are few.
  for (const path of [...paths((entry) => entry.isDirectory()), folder, dirname(folder)]) yield* sync(operation, path)
  for (const file of synced.keys()) if (!files.has(file)) synced.delete(file)
})

const sync = (operation: string, path: string) =>
  Effect.acquireUseRelease(
    unlessGone(operation, () => open(path, "r")),
    (handle) => (handle === undefined ? Effect.void : attempt(operation, () => handle.sync())),
    (handle) => (handle === undefined ? Effect.void : attempt(operation, () => handle.close()))
  )
