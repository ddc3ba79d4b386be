import { assert, layer } from "@effect/vitest"
import { Cursors, CursorInvalid, ServerSecrets, UserId } from "@loopi/core"
import { Effect, Layer, Redacted } from "effect"

const secrets = Layer.succeed(
  ServerSecrets,
  ServerSecrets.of({ get: () => Effect.succeed(Redacted.make(new Uint8Array(32).fill(7))) })
)

const learner = UserId.make("00000000-0000-4000-8000-00000000000a")
const other = UserId.make("00000000-0000-4000-8000-00000000000b")
const row = "0190f6a0-0000-7000-8000-000000000002"

layer(Layer.provide(Cursors.layer, secrets))("a cursor", (it) => {
  it.effect("stands for a row of one list of one learner", () =>
    Effect.gen(function* () {
      const cursors = yield* Cursors
      const cursor = yield* cursors.seal(learner, "runs", row)
      assert.strictEqual(yield* cursors.open(learner, "runs", cursor), row)
      for (const [whose, list] of [
        [other, "runs"],
        [learner, "flashcards"]
      ] as const) {
        assert.deepStrictEqual(yield* Effect.flip(cursors.open(whose, list, cursor)), CursorInvalid.make({}))
      }
    })
  )

  it.effect("opens no more when any of its characters is another one", () =>
    Effect.gen(function* () {
      const cursors = yield* Cursors
      const cursor = yield* cursors.seal(learner, "runs", row)
      for (let at = 0; at < cursor.length; at++) {
        const other = cursor[at] === "a" ? "Q" : "a"
        const forged = `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`
        const opened = yield* Effect.option(cursors.open(learner, "runs", forged))
        // The last character of each half has bits that mean nothing.
        assert.isTrue(opened._tag === "None" || opened.value === row)
        if (at !== 42 && at !== cursor.length - 1) assert.strictEqual(opened._tag, "None", forged)
      }
    })
  )

  it.effect("is refused when it is anything else", () =>
    Effect.gen(function* () {
      const cursors = yield* Cursors
      for (const junk of ["", "x", row, "a".repeat(43), "=".repeat(60), "\u0000".repeat(50), "é".repeat(50)]) {
        assert.deepStrictEqual(yield* Effect.flip(cursors.open(learner, "runs", junk)), CursorInvalid.make({}))
      }
    })
  )
})
