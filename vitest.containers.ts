/**
 * How the tests in containers run: by themselves, as they need Docker and an image. `npm run test:containers`.
 */
import { defineConfig } from "vitest/config"
import { sources } from "./vitest.workspace.ts"

export default defineConfig({
  ...sources,
  test: {
    include: ["packages/*/test/**/*.container.ts"],
    testTimeout: 60_000,
    // An image may have to be fetched first.
    hookTimeout: 600_000
  }
})
