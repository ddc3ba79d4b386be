/**
 * What must not be possible in the code of the archive, whoever changes it.
 */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"

const folder = join(import.meta.dirname, "..", "..", "src")

const sources = Effect.promise(() =>
  readdir(folder, { recursive: true }).then((files) =>
    Promise.all(
      files
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFile(join(folder, file), "utf8").then((text) => ({ file, text })))
    )
  )
)

describe("the source of this package", () => {
  it.effect("never sweeps files that another writer may be about to use", () =>
    Effect.gen(function* () {
      const found = yield* sources
      assert.include(
        found.map(({ file }) => file),
        join("archive", "compacting.ts")
      )
      for (const { file, text } of found) {
        assert.notInclude(text, "deleteUnverified:", file)
        // Nothing else can be passed in from elsewhere than the one option that is named.
        for (const [, options] of text.matchAll(/\.optimize\(([^)]*)\)/g)) {
          assert.match(options ?? "", /^\{ cleanupOlderThan(: (always|never))? \}$/, file)
        }
      }
    })
  )

  it.effect("writes the archive's conditions in one place", () =>
    Effect.gen(function* () {
      for (const { file, text } of (yield* sources).filter(({ file }) => file.startsWith("archive"))) {
        if (file.endsWith("ReviewFilter.ts")) continue
        for (const [, written] of text.matchAll(/\.(?:where|filter|delete|countRows)\(([^()]*)/g)) {
          assert.notMatch(written ?? "", /["'`]/, file)
        }
      }
    })
  )
})
