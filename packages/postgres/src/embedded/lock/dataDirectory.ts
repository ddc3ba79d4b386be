/**
 * Makes sure that a directory can hold a database, before anything is written to it.
 */
import { accessSync, chmodSync, constants, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { errno } from "./errno.ts"

export type Unusable = "not_a_directory" | "not_writable" | "not_a_database" | "disk_unavailable"

/** Where a database is built before it is moved to its place; PG_VERSION moves last and says that all is there. */
export const unfinished = "unfinished"
export const complete = "PG_VERSION"

/** PGlite lets everybody read and write the files it makes, whatever the umask says: so nobody may come to them. */
export const ownersOnly = 0o700

/** The directory's one true name, so that two links to it share a lock; created when it is missing. */
export function dataDirectory(directory: string): string {
  make(directory)
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  return realpathSync(directory)
}

/** With what is above it. Node's own `recursive` tries for ever where nothing can be made, as below /proc. */
function make(directory: string): void {
  try {
    mkdirSync(directory, { mode: ownersOnly })
  } catch (cause) {
    const code = errno(cause)
    if (code === "EEXIST" && isDirectory(directory)) return
    if (code !== "ENOENT" || isDirectory(dirname(directory))) throw cause
    make(dirname(directory))
    make(directory)
  }
}

const isDirectory = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Whether it is empty, a database or the beginnings of one: somebody's photographs are not to be mixed with tables. */
export function holdsOnlyOurs(directory: string): boolean {
  const names = readdirSync(directory)
  return names.length === 0 || names.includes(complete) || names.includes(unfinished)
}

/** Closes a database that was left open to others. Where others own it, as on some volumes, they decide. */
export function closeToOthers(directory: string): void {
  const { mode, uid } = statSync(directory)
  if ((mode & 0o077) !== 0 && uid === process.geteuid?.()) chmodSync(directory, ownersOnly)
}

export const unusable = (cause: unknown): Unusable => {
  const code = errno(cause)
  if (code === "EEXIST" || code === "ENOTDIR") return "not_a_directory"
  return writeRefusals.has(code) ? "not_writable" : "disk_unavailable"
}

/** The last is said where nothing can be made, as below /proc. */
const writeRefusals = new Set(["EACCES", "EPERM", "EROFS", "ENOENT"])
