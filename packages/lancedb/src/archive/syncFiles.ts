/**
 * Makes files safe from a power cut. LanceDB itself never does.
 */
import { open, readdir, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Predicate } from "effect"

/** When each file was changed that is known to be on the disk. */
export type Synced = Map<string, number>

/**
 * Writes through whatever below a folder is not on the disk yet, then the folders it is in. Files are written first: a
 * name on the disk without its content would be worse than neither.
 */
export const syncFiles = async (folder: string, synced: Synced): Promise<void> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name))
  const changed: Synced = new Map()
  for (const file of files) {
    const found = await ignoringGone(stat(file))
    if (found !== undefined && synced.get(file) !== found.mtimeMs) changed.set(file, found.mtimeMs)
  }
  for (const file of changed.keys()) await ignoringGone(sync(file))

  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name, parentPath }) => join(parentPath, name))
  // Nobody knows which folders are new, and there are few.
  for (const path of [...folders, folder, dirname(folder)]) await ignoringGone(sync(path))
  for (const [file, at] of changed) synced.set(file, at)
  for (const file of synced.keys()) if (!files.includes(file)) synced.delete(file)
}

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Old versions are swept away by whoever has the turn, and reading goes on meanwhile. */
const ignoringGone = async <A>(step: Promise<A>): Promise<A | undefined> => {
  try {
    return await step
  } catch (cause) {
    if (Predicate.hasProperty(cause, "code") && cause.code === "ENOENT") return undefined
    throw cause
  }
}
