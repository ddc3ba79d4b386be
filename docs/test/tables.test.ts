/**
 * Tables in the documents that list what is elsewhere list all of it, and nothing that is gone.
 */
import { globSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { read, root, tableOf } from "./documents.ts"

const manifests = ["package.json", ...globSync("packages/*/package.json", { cwd: root })]
const namesIn = (...fields: ReadonlyArray<string>): ReadonlyArray<string> => {
  const found = manifests.flatMap((file) => {
    const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(read(file))
    return fields.flatMap((field) => Object.keys(manifest[field] ?? {}))
  })
  return [...new Set(found)].filter((name) => !/^(?:@loopi\/|loopi$)/.test(name)).toSorted()
}

/** There are two tables of packages, one below the other's heading. */
const listed = (section: string): ReadonlyArray<string> => {
  const text = read("docs/dependencies.md")
  const rows = text.slice(text.indexOf(`## ${section}`)).split("\n## ")[0] ?? ""
  return Array.from(rows.matchAll(/^\| (\S+) +\| [\d.]+ +\|/gm), ([, name = ""]) => name).toSorted()
}

describe("docs/dependencies.md", () => {
  it("lists every package that others install with ours", () => {
    expect(listed("At run time")).toEqual(namesIn("dependencies", "optionalDependencies"))
  })

  it("lists every package we develop with", () => {
    expect(listed("For development")).toEqual(namesIn("devDependencies"))
  })
})

describe("the README", () => {
  it("names every command of the program", () => {
    const [, list = ""] = /withSubcommands\(\[([^\]]+)\]\)/.exec(read("packages/cli/src/Cli.ts")) ?? []
    // `export` is a word of the language.
    const commands = list.split(",").map((name) => name.trim().replace("exportAll", "export"))
    const table = tableOf("README.md", "Command").flatMap(([usages = ""]) =>
      usages.split(", ").map((usage) => usage.split(" ")[0])
    )
    expect(commands).toContain("demo")
    expect(new Set(table)).toEqual(new Set(commands))
  })

  it("lists every package", () => {
    const packages = globSync("packages/*", { cwd: root }).map((folder) => read(`${folder}/package.json`))
    for (const manifest of packages) {
      const { name }: { readonly name: string } = JSON.parse(manifest)
      expect(read("README.md")).toContain(`| [\`${name}\`]`)
    }
  })
})
