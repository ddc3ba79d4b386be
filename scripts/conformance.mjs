/**
 * Runs every contract over every composition, prints the table of them, and writes it to docs/conformance.md.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compositions, contracts } from "../packages/loopi/test/conformance/names.ts"

const directory = mkdtempSync(join(tmpdir(), "loopi-conformance-"))
const report = join(directory, "report.json")
const args = ["run", "--config", "vitest.conformance.ts", "--reporter=default", "--reporter=json"]
const { status } = spawnSync("vitest", [...args, `--outputFile=${report}`], { stdio: "inherit" })
const tests = JSON.parse(readFileSync(report, "utf8")).testResults.flatMap(({ assertionResults }) => assertionResults)
rmSync(directory, { recursive: true })

/** `a GoalStore (hybrid)` is a row and a column. */
const placeOf = ({ ancestorTitles: [title = ""] }) => /^(?:an? |the )?(.+) \((.+)\)$/.exec(title)?.slice(1).join(" | ")
const places = Map.groupBy(tests, placeOf)

const known = new Set(contracts.flatMap((contract) => compositions.map((name) => `${contract} | ${name}`)))
const strange = [...places.keys()].filter((place) => !known.has(place))

const cellOf = (contract, composition) => {
  const ran = places.get(`${contract} | ${composition}`) ?? []
  const passed = ran.filter(({ status }) => status === "passed").length
  return passed === ran.length && passed > 0 ? `${passed}` : `${passed} of ${ran.length}`
}

const rowOf = (cells) => `| ${cells.join(" | ")} |`
const table = [
  rowOf(["Contract", ...compositions]),
  rowOf(["---", ...compositions.map(() => "---:")]),
  ...contracts.map((contract) => rowOf([contract, ...compositions.map((name) => cellOf(contract, name))]))
]
console.log(`\n${table.join("\n")}`)

const page = "docs/conformance.md"
const before = readFileSync(page, "utf8").split("\n")
const start = before.findIndex((line) => line.startsWith("| Contract |"))
const end = before.findIndex((line, i) => i > start && !line.startsWith("|"))
writeFileSync(page, [...before.slice(0, start), ...table, ...before.slice(end)].join("\n"))

if (strange.length > 0) console.error(`Not in the table: ${strange.join(", ")}`)
const failed = table.some((line) => / of \d/.test(line))
process.exit(status !== 0 || failed || strange.length > 0 ? 1 : 0)
