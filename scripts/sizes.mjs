/**
 * Holds the source to its sizes: half of the files within 60 lines, nine in ten within 200, none over 250.
 */
import { globSync, readFileSync } from "node:fs"

const files = globSync("packages/*/src/**/*.ts").map((file) => ({
  file,
  lines: readFileSync(file, "utf8").trimEnd().split("\n").length
}))
const sorted = files.map(({ lines }) => lines).toSorted((a, b) => a - b)
const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
const longest = files.toSorted((a, b) => b.lines - a.lines).slice(0, 5)

console.log(`${files.length} files: median ${at(0.5)} lines, p90 ${at(0.9)}`)
for (const { file, lines } of longest) console.log(`  ${lines} ${file}`)
if (at(0.5) > 60 || at(0.9) > 200 || at(1) > 250) process.exit(1)
