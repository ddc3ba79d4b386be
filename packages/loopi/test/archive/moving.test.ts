/**
 * Nobody who reads a history sees that it is being moved.
 */
import { Archiving } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { everythingAtOnce } from "./moving.ts"
import { embedded, onServer } from "./stores.ts"

describe("a history that is moved while it is written and read", () => {
  it.live(
    "misses nothing and doubles nothing on PGlite",
    () =>
      Effect.gen(function* () {
        assert.isAtLeast(yield* everythingAtOnce(8), 3)
      }).pipe(Effect.provide(Layer.provideMerge(Archiving.layer, embedded))),
    120_000
  )

  it.live(
    "misses nothing and doubles nothing on a server",
    () =>
      Effect.gen(function* () {
        assert.isAtLeast(yield* everythingAtOnce(8), 3)
      }).pipe(Effect.provide(Layer.provideMerge(Archiving.layer, onServer))),
    120_000
  )
})
