/**
 * How the tests run that take minutes: kills, full disks, planted secrets. `npm run test:slow`.
 */
import { defineConfig } from "vitest/config"
import { sources } from "./vitest.workspace.ts"

export default defineConfig({
  ...sources,
  test: {
    include: ["packages/*/test/**/*.slow.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // Each has servers and clients of its own.
    maxWorkers: 2,
    globalSetup: ["packages/loopi/test/globalSetup.ts"]
  }
})
