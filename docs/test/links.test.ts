/**
 * Every link leads somewhere, and one whose text names code leads to where that code is.
 */
import { existsSync } from "node:fs"
import { basename, join } from "node:path"
import { describe, expect, it } from "vitest"
import { anchorsOf, documents, type Link, linksOf, read, root } from "./documents.ts"

const links = documents.flatMap(linksOf)
const told = ({ file, from, text }: Link) => `${from}: [${text}](${file})`

describe("a link in the documents", () => {
  it("leads to a file of the project", () => {
    expect(links.length).toBeGreaterThan(50)
    expect(links.filter(({ file }) => !existsSync(join(root, file))).map(told)).toEqual([])
  })

  it("leads to a heading that is there", () => {
    const anchored = links.filter(({ file }) => file.endsWith(".md"))
    const lost = anchored.filter(({ anchor, file }) => anchor !== undefined && !anchorsOf(file).includes(anchor))
    expect(lost.map(told)).toEqual([])
  })

  it("names what the file it leads to declares, or the file itself", () => {
    const named = links.filter(({ file, text }) => /\.(?:ts|mjs)$/.test(file) && /^`[^`]+`$/.test(text))
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((link) => !names(link)).map(told)).toEqual([])
  })

  it("does not count lines, which change under it", () => {
    expect(links.filter(({ anchor }) => /^L\d/.test(anchor ?? "")).map(told)).toEqual([])
  })
})

const names = ({ file, text }: Link): boolean => {
  const name = text.replaceAll("`", "")
  if (/\.(?:ts|mjs)$/.test(name)) return basename(file) === basename(name)
  // Of `Study.rate` the last part must be declared; the noun before it is the file's or stands in it.
  const parts = name.replace(/\(\)$/, "").split(".")
  const code = read(file)
  const noun = parts.length === 1 || basename(file).includes(parts[0] ?? "") || declares(code, parts[0] ?? "")
  return noun && declares(code, parts.at(-1) ?? "")
}

const declares = (code: string, name: string): boolean =>
  new RegExp(
    `\\b(?:const|let|class|function|interface|type|as) ${name}\\b|^\\s*(?:(?:static|readonly|override) )*"?${name}"?[:(]`,
    "m"
  ).test(code)
