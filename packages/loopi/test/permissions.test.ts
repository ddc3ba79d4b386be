/**
 * Nobody else on the machine may read what a learner keeps, whatever the umask is.
 */
import { chmod, mkdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { open, Plan } from "loopi"
import { temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

/** As on a machine where everything that is made is everybody's. */
const withoutUmask = Effect.acquireRelease(
  Effect.sync(() => process.umask(0)),
  (before) => Effect.sync(() => process.umask(before))
)

const opened = (plan: Plan.Plan) => Effect.promise(() => open({ plan }).then(({ close }) => close()))

const modeOf = (...path: ReadonlyArray<string>) =>
  Effect.promise(() => stat(join(...path)).then(({ mode }) => (mode & 0o777).toString(8)))

const openToAll = (...path: ReadonlyArray<string>) => Effect.promise(() => chmod(join(...path), 0o777))

describe.skipIf(process.platform === "win32")("what is kept in a directory", () => {
  it.effect("is its owner's alone from the start, with the data directory around it", () =>
    Effect.gen(function* () {
      yield* withoutUmask
      const data = join(yield* temporaryDirectory, "deep", "data")
      yield* opened(Plan.embedded({ directory: data }))
      const modes = yield* Effect.forEach([".", "postgres", "lancedb"], (name) => modeOf(data, name))
      assert.deepStrictEqual(modes, ["700", "700", "700"])
    })
  )

  it.effect("is its owner's alone again where it was left open, but for a data directory that may be shared", () =>
    Effect.gen(function* () {
      yield* withoutUmask
      const data = yield* temporaryDirectory
      yield* fromTemplate(data)
      yield* Effect.forEach([".", "postgres", "lancedb"], (name) => openToAll(data, name))
      yield* opened(Plan.embedded({ directory: data }))
      const modes = yield* Effect.forEach([".", "postgres", "lancedb"], (name) => modeOf(data, name))
      assert.deepStrictEqual(modes, ["777", "700", "700"])
    })
  )

  it.effect("stays as it was where the tables are kept in a directory of somebody's choice", () =>
    Effect.gen(function* () {
      yield* withoutUmask
      const data = yield* temporaryDirectory
      yield* fromTemplate(data)
      const lancedb = join(data, "shared")
      yield* Effect.promise(() => mkdir(lancedb))
      yield* openToAll(lancedb)
      yield* opened({ ...Plan.embedded({ directory: data }), lancedb })
      assert.strictEqual(yield* modeOf(lancedb), "777")
    })
  )
})
