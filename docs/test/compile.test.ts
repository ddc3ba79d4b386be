/**
 * Every snippet of TypeScript in the documents compiles as it stands, under the compiler options of the project.
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { documents, root } from "./documents.ts"
import { writeSnippets } from "./snippets.ts"

const written = writeSnippets("compile", documents)
afterAll(written.remove)

const check = (files: ReadonlyArray<string>) => {
  const project = join(written.directory, "tsconfig.json")
  // A snippet shows what something is called; that nothing else uses it is no mistake there.
  const compilerOptions = { noUnusedLocals: false, rootDir: root }
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, "tsconfig.test.json"), compilerOptions, files, include: [] })
  )
  const { status, stdout } = spawnSync("tsc", ["-p", project], { cwd: root, encoding: "utf8" })
  return { status, stdout }
}

describe("the snippets in the documents", () => {
  it("compile", { timeout: 120_000 }, () => {
    expect(written.files.length).toBeGreaterThan(5)
    expect(check(written.files)).toEqual({ status: 0, stdout: "" })
  })

  it("would not compile if one of them were wrong", { timeout: 120_000 }, () => {
    // Not `.ts`, so that the check of all types never meets it.
    const wrong = join(written.directory, "wrong.mts")
    writeFileSync(wrong, `import { open } from "loopi"\nopen({ directory: 1 })\n`)
    expect(check([wrong]).stdout).toContain("wrong.mts(2,8)")
  })
})
