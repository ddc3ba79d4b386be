/**
 * A data directory belongs to one process at a time, and what cannot be one is refused.
 */
import { chmod, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Desk } from "../Desk.ts"
import { run } from "../program.ts"

it.layer(Desk.layer, { timeout: "60 seconds" })("a data directory", (it) => {
  it.effect("in use is refused to a second process, which names the first", () =>
    Effect.gen(function* () {
      const { loopi, start } = yield* Desk
      const first = yield* start("serve", "--port", "0")
      yield* first.shows("Token")

      const second = yield* loopi(["due"])
      first.child.kill("SIGTERM")

      assert.strictEqual(second.exit, 5)
      assert.match(second.stderr, new RegExp(`^loopi: data_in_use: .* process ${first.child.pid} .*--data\n$`))
      assert.strictEqual((yield* first.end).exit, 0)
      assert.strictEqual((yield* loopi(["due"])).exit, 0)
    })
  )

  it.effect("that is a file is refused", () =>
    Effect.gen(function* () {
      const { note } = yield* Desk
      const file = yield* note("data.txt", "mine")
      const { exit, stderr } = yield* run(["due", "--data", file])
      assert.match(stderr, /^loopi: data_unusable: the directory .* it is not a directory\. .*--data\n$/)
      assert.strictEqual(exit, 6)
    })
  )

  it.effect("that may not be written to is refused", () =>
    Effect.gen(function* () {
      const { directory } = yield* Desk
      const readOnly = join(directory, "read-only")
      yield* Effect.promise(() => mkdir(readOnly).then(() => chmod(readOnly, 0o555)))
      // Root may write anywhere: whoever runs the tests, the program runs as a user who may not.
      yield* Effect.promise(() => chmod(directory, 0o755))
      const { exit, stderr } = yield* run(["due", "--data", readOnly], process.getuid?.() === 0 ? { uid: 65_534 } : {})
      assert.match(stderr, /^loopi: data_unusable: the directory .* it may not be written to\. .*--data\n$/)
      assert.strictEqual(exit, 6)
    })
  )
})
