/**
 * The client as a browser gets it: bundled, without a trace of Node.
 */
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { build, type Rolldown } from "vite"

const entry = fileURLToPath(new URL("./page.ts", import.meta.url))

/** Everything that is imported on the way, with nothing of Node let pass or stubbed out. */
const bundled = async (): Promise<{ readonly code: string; readonly outside: ReadonlyArray<string> }> => {
  const outside: Array<string> = []
  const watching: Rolldown.Plugin = {
    name: "of-node",
    resolveId: {
      order: "pre",
      handler: (id, importer) => {
        if (id.startsWith("node:")) outside.push(`${id} by ${importer ?? ""}`)
        return null
      }
    }
  }
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [watching],
    resolve: { conditions: ["@loopi/source", "browser", "import", "module", "default"] },
    build: { write: false, target: "es2024", lib: { entry, formats: ["es"], fileName: "page" } }
  })
  const outputs = Array.isArray(built) ? built : [built]
  const code = outputs
    .flatMap((it) => ("output" in it ? it.output : []))
    .flatMap((it) => ("code" in it ? [it.code] : []))
  return { code: code.join("\n"), outside }
}

describe("the client in a browser", () => {
  it("is bundled without anything of Node", { timeout: 120_000 }, async () => {
    const { code, outside } = await bundled()
    assert.deepStrictEqual(outside, [])
    assert.notMatch(code, /__vite-browser-external|from\s*"node:|require\("/)
    assert.include(code, "/api/auth")
    const size = Math.round(gzipSync(code).length / 1_024)
    console.log(`the client takes ${Math.round(code.length / 1_024)} KiB, ${size} KiB compressed`)
    assert.isBelow(size, 400)
  })
})
