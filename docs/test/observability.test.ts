/**
 * docs/observability.md names the metrics and settings that there are, and all of them.
 */
import { globSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { read, root, tableOf } from "./documents.ts"

const page = "docs/observability.md"
const sources = globSync("packages/*/src/**/*.ts", { cwd: root }).map(read).join("\n")

/** `a.p50`, `.p90` are two names. */
const listed = tableOf(page, "Name").flatMap(([cell = ""]) => {
  const [first = "", ...others] = cell.split(", ")
  const stem = first.slice(0, first.lastIndexOf("."))
  return [first, ...others.map((name) => (name.startsWith(".") ? `${stem}${name}` : name))]
})

const made = Array.from(sources.matchAll(/Metric\.(?:gauge|counter|histogram)\("([^"]+)"/g), ([, name]) => name)
const delays = Array.from(sources.matchAll(/: delayed\("(\w+)"\)/g), ([, of]) => `nodejs.eventloop.delay.${of}`)

describe(page, () => {
  it("lists every metric, and none that there is not", () => {
    expect(made.length).toBeGreaterThan(10)
    expect(delays.length).toBe(4)
    expect([...listed].sort()).toEqual([...made, ...delays].sort())
  })

  it("names settings that something reads", () => {
    const own = Array.from(read(page).matchAll(/\bLOOPI_[A-Z_]+\b/g), ([name]) => name)
    expect(own.length).toBeGreaterThan(3)
    expect(own.filter((name) => !sources.includes(`"${name}"`))).toEqual([])
  })
})
