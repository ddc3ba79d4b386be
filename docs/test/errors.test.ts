/**
 * docs/errors.md lists the codes there are: none is missing, none is made up.
 */
import { globSync } from "node:fs"
import { problemCodes, type ProblemKind } from "@loopi/http"
import { remedies } from "@loopi/postgres"
import { describe, expect, it } from "vitest"
import { exitCodes } from "../../packages/cli/src/failures/CommandFailed.ts"
import { read, root, tableOf } from "./documents.ts"

const kinds: ReadonlyArray<[string, ProblemKind]> = Object.entries(problemCodes)
const sources = globSync("packages/cli/src/**/*.ts", { cwd: root }).map(read).join("\n")

/** Codes that the program makes up itself, with their exit codes. */
const own = Array.from(sources.matchAll(/code: "([a-z_]+)",\s*exit: exitCodes\.(\w+)/g), ([, code = "", kind = ""]) => {
  const exit = Object.entries(exitCodes).find(([name]) => name === kind)?.[1]
  return [code, `${exit}`] as const
}).filter(([code]) => !(code in problemCodes))

const exitFor = (status: number): number => {
  if (status === 404) return exitCodes.notFound
  if (status === 409) return exitCodes.conflict
  return status >= 500 || status === 429 ? exitCodes.dependency : exitCodes.usage
}

/** The problems of the API that the program tells too. */
const told = (code: string, { status }: ProblemKind): string =>
  sources.includes(`"${code}"`) ? `${exitFor(status)}` : ""

describe("docs/errors.md", () => {
  it("lists every problem with its status, what happened, and how the program ends with it", () => {
    const listed = kinds.map(([code, kind]) => [code, `${kind.status}`, told(code, kind), kind.title, kind.detail])
    expect(tableOf("docs/errors.md", "Code")).toEqual(listed)
  })

  it("lists every code that only the program knows, with its exit code", () => {
    expect(own.length).toBeGreaterThan(5)
    const table = tableOf("docs/errors.md", "Code of the program alone")
    expect(Object.fromEntries(table.map(([code, exit]) => [code, exit]))).toEqual(Object.fromEntries(own))
  })

  it("lists every reason not to use a server, and what to do about it", () => {
    const known = Object.entries(remedies).map(([reason, whatToDo]) => [reason, whatToDo.replaceAll("`", "")])
    expect(tableOf("docs/errors.md", "Reason")).toEqual(known)
  })

  it("lists every exit code", () => {
    const listed = tableOf("docs/errors.md", "Exit code").map(([exit]) => Number(exit))
    expect(listed).toEqual(expect.arrayContaining(Object.values(exitCodes)))
  })
})
