/**
 * How the tests run: one project a package, on the TypeScript sources.
 */
import { defineConfig } from "vitest/config"

const folders = [
  ...["core", "postgres", "lancedb", "ai", "http", "loopi", "cli"].map((name) => ({ name, root: `packages/${name}` })),
  { name: "docs", root: "docs" }
]
const tests: Record<string, ReadonlyArray<string>> = { docs: ["../examples/*.test.ts"] }
const conditions = ["@loopi/source", "node", "import", "module", "default"]

/** Packages are taken as they are written, not as they were built. */
export const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } }

export default defineConfig({
  ...sources,
  test: {
    // Long enough for a busy machine: a test that hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many tests wait for processes of their own: three at a time even on two cores.
    maxWorkers: 3,
    globalSetup: ["packages/loopi/test/globalSetup.ts"],
    projects: folders.map(({ name, root }) => ({
      extends: true,
      // Tests share no state, so files may share a process: importing Effect anew for each costs a second.
      test: { name, root, include: ["test/**/*.test.ts", ...(tests[name] ?? [])], isolate: false }
    }))
  }
})
