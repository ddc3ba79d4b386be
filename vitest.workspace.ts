/**
 * How the tests run: one project a package, on the TypeScript sources.
 */
import { defineConfig } from "vitest/config"

const packages = ["core", "postgres", "lancedb", "ai", "http", "loopi", "cli"]
const conditions = ["@loopi/source", "node", "import", "module", "default"]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: packages.map((name) => ({
      extends: true,
      test: { name, root: `packages/${name}`, include: ["test/**/*.test.ts"] }
    }))
  }
})
