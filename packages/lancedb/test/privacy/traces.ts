/**
 * Looks for bytes in every file below a directory.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The id as text, as its sixteen bytes, and as the digits of those in a filter. */
export const wordsOf = (id: string): ReadonlyArray<Buffer> => {
  const digits = id.replaceAll("-", "")
  return [Buffer.from(id), Buffer.from(digits, "hex"), Buffer.from(digits)]
}

/** The files that hold any of the words. */
export const filesWith = (directory: string, words: ReadonlyArray<Buffer>): ReadonlyArray<string> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return words.some((word) => bytes.includes(word))
    })
