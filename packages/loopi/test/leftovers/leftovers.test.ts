/**
 * What dead processes left in a data directory is found and moved away, and nothing else is.
 */
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { leftovers } from "../../src/leftovers/leftovers.ts"

const healthy = [
  "postgres/PG_VERSION",
  "postgres/base/1",
  "postgres.lock",
  "token",
  "master-key",
  "lancedb/embeddings.lance/data/a.lance",
  "my.backup",
  "younger/unfinished/base/1",
  "notes.partial",
  "lock.md"
]

const left = [
  "postgres.lock.1f2e3d4c5b6a7988",
  "postgres.lock.1f2e3d4c5b6a7988.candidate",
  "postgres.lock.00000000000000aat",
  "postgres.lock.00000000000000aat.candidate",
  "my.backup.partial-1",
  "2026-11-23.backup.partial-4194305",
  "postgres/unfinished",
  "other/unfinished",
  "a.partial-12",
  "b b.partial-12"
]

const newDirectory = Effect.gen(function* () {
  const directory = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-left-"))),
    (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
  )
  for (const name of healthy) yield* write(join(directory, name))
  return directory
})

const write = (path: string) =>
  Effect.promise(() => mkdir(dirname(path), { recursive: true }).then(() => writeFile(path, "x")))

const age = Effect.fnUntraced(function* (directory: string) {
  const names = yield* Effect.promise(() => readdir(directory, { recursive: true }))
  yield* Effect.promise(() => Promise.all(names.map((name) => utimes(join(directory, name), 0, 0))))
})

const found = (directory: string) =>
  Effect.map(Stream.runCollect(leftovers(directory).examine), (steps) => steps.flatMap(({ findings }) => findings))

describe("a look at a data directory", () => {
  it.live("finds nothing in one that is healthy, and nothing where there is none", () =>
    Effect.gen(function* () {
      const directory = yield* newDirectory
      yield* age(directory)
      assert.deepStrictEqual(yield* found(directory), [])
      assert.deepStrictEqual(yield* found(join(directory, "nowhere")), [])
    })
  )

  it.live("leaves alone what may just be under way", () =>
    Effect.gen(function* () {
      const directory = yield* newDirectory
      for (const name of left) yield* write(join(directory, name))
      yield* write(join(directory, "other/PG_VERSION"))
      assert.deepStrictEqual(yield* found(directory), [])
    })
  )

  it.live("finds ten things left over, and moves them away under their names", () =>
    Effect.gen(function* () {
      const directory = yield* newDirectory
      for (const name of left) yield* write(join(directory, name))
      yield* write(join(directory, "other/PG_VERSION"))
      yield* age(directory)
      const findings = yield* found(directory)
      assert.deepStrictEqual(findings.map(({ rowId }) => rowId).toSorted(), left.toSorted())
      yield* leftovers(directory).repair?.(findings) ?? Effect.void
      assert.deepStrictEqual(yield* found(directory), [])
      const names = yield* Effect.promise(() => readdir(directory, { recursive: true }))
      assert.includeMembers(names, [...healthy, ...left.map((name) => join("quarantine", name))])
    })
  )
})
