/**
 * What takes too long for every change: minutes of siege, hundreds of real hashes, ten restarts. `npm run test:long`, before
 * a release and after work on what they are about.
 */
import { defineConfig } from "vitest/config"
import { sources } from "./vitest.workspace.ts"

export default defineConfig({
  ...sources,
  test: {
    include: ["packages/*/test/**/*.long.ts"],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    // They measure times: one after the other.
    maxWorkers: 1,
    globalSetup: ["packages/loopi/test/globalSetup.ts"]
  }
})
