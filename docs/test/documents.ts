/**
 * The documents of the project, and what can be read out of them: links, headings and snippets.
 */
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..")

/** Paths from the root, as people write them. */
export const documents: ReadonlyArray<string> = globSync(
  ["*.md", ".changeset/*.md", "docs/*.md", "docs/{adr,recipes}/*.md", "{packages,examples}/*/README.md"],
  { cwd: root }
).toSorted()

export const read = (path: string): string => readFileSync(join(root, path), "utf8")

export interface Link {
  /** The document the link stands in. */
  readonly from: string
  readonly text: string
  /** The file it leads to, from the root; the document itself for a bare anchor. */
  readonly file: string
  readonly anchor: string | undefined
}

/** Links within the project. What stands in a fence is code. */
export const linksOf = (document: string): ReadonlyArray<Link> =>
  Array.from(withoutFences(read(document)).matchAll(/(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g)).flatMap(
    ([, text = "", target = ""]) => {
      if (/^[a-z]+:/i.test(target)) return []
      const [path = "", anchor] = target.split("#")
      const file = path === "" ? document : relative(root, resolve(root, dirname(document), path))
      return [{ from: document, text, file, anchor }]
    }
  )

/** The anchors of a document's headings. */
export const anchorsOf = (document: string): ReadonlyArray<string> =>
  Array.from(withoutFences(read(document)).matchAll(/^#{1,6} (.+)$/gm), ([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-")
  )

export interface Snippet {
  readonly document: string
  /** The file it would be: what follows `ts` on the fence, or a number. */
  readonly name: string
  readonly code: string
}

/** Every fence of TypeScript, whole. */
export const snippetsOf = (document: string): ReadonlyArray<Snippet> =>
  Array.from(read(document).matchAll(/^```ts(?: (\S+))?\n([\s\S]*?)^```$/gm), ([, name, code = ""], i) => ({
    document,
    name: name ?? `snippet${i + 1}.ts`,
    code
  }))

/** The cells of every row of the table whose first heading this is. */
export const tableOf = (document: string, heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const lines = read(document).split("\n")
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`))
  const end = lines.findIndex((line, i) => i > start && !line.startsWith("|"))
  return start < 0 ? [] : lines.slice(start + 2, end < 0 ? undefined : end).map(cellsOf)
}

const cellsOf = (line: string): ReadonlyArray<string> =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("`", ""))

const withoutFences = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```$/gm, "")
