/**
 * A disk that hangs while the tables are opened: whoever starts a program is told, and waits no longer.
 */
import type * as LanceDb from "@lancedb/lancedb"
import { LanceEmbeddingIndex, LanceReviewArchive } from "@loopi/lancedb"
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { vi } from "vitest"
import { temporaryDirectory } from "./temporaryDirectory.ts"

const hanging = vi.hoisted(() => ({ asked: 0 }))

vi.mock("@lancedb/lancedb", (importOriginal) =>
  importOriginal<typeof LanceDb>().then((real) => ({
    ...real,
    connect: () => {
      hanging.asked += 1
      return new Promise(() => {})
    }
  }))
)

/** The file system answers in its own time, which the clock of tests does not wait for. */
const asked = Effect.callback<void>((resume) => {
  const look = () => (hanging.asked > 0 ? resume(Effect.void) : void setImmediate(look))
  look()
})

const opened = [
  ["vectors", (directory: string) => Effect.asVoid(Layer.build(LanceEmbeddingIndex.layer({ directory })))],
  ["the archive", (directory: string) => Effect.asVoid(Layer.build(LanceReviewArchive.layer({ directory })))]
] as const

it.effect.each(opened)("gives up opening %s after fifteen seconds", ([, open]) =>
  Effect.gen(function* () {
    hanging.asked = 0
    const directory = yield* temporaryDirectory
    const opening = yield* Effect.forkChild(Effect.flip(open(directory)))
    yield* asked
    yield* TestClock.adjust("14 seconds")
    assert.isUndefined(opening.pollUnsafe())
    yield* TestClock.adjust("1 second")
    assert.deepInclude(yield* Fiber.join(opening), { _tag: "LanceDbUnusable", directory, reason: "disk_unavailable" })
  })
)
