/**
 * Writes the snippets of a document to files, where the compiler and Node find the packages of the project.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { root, snippetsOf } from "./documents.ts"

/** Not checked in, and each test writes a folder of its own. */
const folder = join(root, "docs/dist")

export interface Written {
  readonly directory: string
  readonly files: ReadonlyArray<string>
  readonly remove: () => void
}

export const writeSnippets = (test: string, documents: ReadonlyArray<string>): Written => {
  const directory = join(folder, test)
  rmSync(directory, { recursive: true, force: true })
  const files = documents.flatMap((document) =>
    snippetsOf(document).map(({ code, name }) => {
      const file = join(
        directory,
        document === "README.md" ? "readme" : basename(dirname(document)),
        baseOf(document),
        name
      )
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, code)
      return file
    })
  )
  return { directory, files, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

const baseOf = (document: string): string => basename(document, ".md")
