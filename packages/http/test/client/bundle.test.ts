/**
 * The client as a browser gets it: bundled, without a trace of Node.
 */
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { build, type Rolldown } from "vite"

const entry = fileURLToPath(new URL("./page.ts", import.meta.url))

/** Everything that is imported on the way, with nothing of Node let pass or stubbed out. */
const bundled = Effect.fnUntraced(function* (outside: Array<string>) {
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
  const built = yield* Effect.promise(() =>
    build({
      configFile: false,
      logLevel: "silent",
      plugins: [watching],
      resolve: { conditions: ["@loopi/source", "browser", "import", "module", "default"] },
      build: { write: false, target: "es2024", lib: { entry, formats: ["es"], fileName: "page" } }
    })
  )
  const outputs = Array.isArray(built) ? built : [built]
  return outputs
    .flatMap((it) => ("output" in it ? it.output : []))
    .flatMap((it) => ("code" in it ? [it.code] : []))
    .join("\n")
})

describe("the client in a browser", () => {
  it.live(
    "is bundled without anything of Node",
    () =>
      Effect.gen(function* () {
        const outside: Array<string> = []
        const code = yield* bundled(outside)
        assert.deepStrictEqual(outside, [])
        assert.notMatch(code, /__vite-browser-external|from\s*"node:|require\("/)
        assert.include(code, "/api/auth")
        const size = Math.round(gzipSync(code).length / 1_024)
        yield* Effect.log(`the client takes ${Math.round(code.length / 1_024)} KiB, ${size} KiB compressed`)
        assert.isBelow(size, 150)
      }),
    120_000
  )
})
