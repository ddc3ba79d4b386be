/**
 * The program of the README does what the README says it does.
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { root } from "./documents.ts"
import { writeSnippets } from "./snippets.ts"

const written = writeSnippets("program", ["README.md"])
const home = mkdtempSync(join(tmpdir(), "loopi-readme-"))
afterAll(() => {
  written.remove()
  rmSync(home, { recursive: true, force: true })
})

const run = () => {
  const [program = ""] = written.files
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--conditions=@loopi/source", program], {
    cwd: home,
    encoding: "utf8"
  })
  return { status, stderr, stdout }
}

describe("the program in the README", () => {
  it("has a card written, approved, asked and rated, and goes on where it ended", { timeout: 120_000 }, () => {
    cpSync(join(root, "examples"), join(home, "examples"), { recursive: true })
    const first = run()
    expect(first).toEqual({ status: 0, stderr: "", stdout: "What is memory? learning\n" })
    const second = run()
    expect(second.status).toBe(0)
    // The first card is asked again only in minutes, and its copies in the second goal were left out.
    expect(second.stdout).toMatch(/\? learning\n$/)
    expect(second.stdout).not.toBe(first.stdout)
  })
})
