/**
 * Makes room for a new database without losing what is there: it may be one that has lost a file.
 */
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs"
import { join } from "node:path"
import { complete, ownersOnly, unfinished } from "./dataDirectory.ts"

/**
 * Moves whatever is in a directory that holds no whole database to one beside it, and says where; `undefined` when
 * there was nothing to move. What is only in the folder for building is no database yet: nobody has written to it.
 */
export function setAside(directory: string): string | undefined {
  const names = readdirSync(directory)
  if (names.includes(complete) || names.every((name) => name === unfinished)) return undefined
  const aside = freeName(directory)
  mkdirSync(aside, { mode: ownersOnly })
  for (const name of names) renameSync(join(directory, name), join(aside, name))
  return aside
}

const freeName = (directory: string): string => {
  for (let number = 1; ; number++) {
    const name = `${directory}.aside-${number}`
    if (!existsSync(name)) return name
  }
}
