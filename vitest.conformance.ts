/**
 * How the conformance run works: every contract over every composition, a file each. `npm run conformance`.
 */
import { defineConfig } from "vitest/config"
import { sources } from "./vitest.workspace.ts"

export default defineConfig({
  ...sources,
  test: {
    include: ["packages/loopi/test/conformance/*.conformance.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each has a database, and some a server, to itself.
    maxWorkers: 2
  }
})
