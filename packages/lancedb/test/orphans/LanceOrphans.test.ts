/**
 * Files of LanceDB that no version refers to are found and moved away; whatever a table needs is left where it is.
 */
import { copyFile, mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { type Embedding, EmbeddingIndex, Lexical, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex, LanceOrphans } from "@loopi/lancedb"
import { Array, Effect, Layer, Stream } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const learner = UserId.make("00000000-0000-4000-8000-000000000001")

const embedding = (n: number): Embedding => ({
  userId: learner,
  kind: "flashcard",
  id: `${n}`,
  space: SpaceId.make("lexical-1"),
  contentHash: "0".repeat(64),
  vector: Lexical.lexicalVector(`the number ${n}`)
})

const using = <A, E>(directory: string, work: Effect.Effect<A, E, EmbeddingIndex>) =>
  Effect.provide(work, Layer.fresh(LanceEmbeddingIndex.layer({ directory })), { local: true })

const entries = EmbeddingIndex.use((index) => index.entries(learner, "flashcard"))

/** A table that was written to, changed and deleted from, many times. */
const newTable = Effect.gen(function* () {
  const directory = yield* temporaryDirectory
  const writes = EmbeddingIndex.use((index) =>
    Effect.forEach(Array.range(1, 12), (n) =>
      Effect.andThen(index.put([embedding(n), embedding(n + 1)]), index.remove(learner, "flashcard", [`${n - 7}`]))
    )
  )
  yield* using(directory, writes)
  return directory
})

/** As if all had been written long ago. */
const aged = Effect.fnUntraced(function* (directory: string) {
  const names = yield* Effect.promise(() => readdir(directory, { recursive: true }))
  yield* Effect.promise(() => Promise.all(names.map((name) => utimes(join(directory, name), 0, 0))))
})

const findings = (directory: string) =>
  Effect.map(Stream.runCollect(LanceOrphans.inspection({ directory }).examine), (steps) => steps[0] ?? assert.fail())

const write = (path: string, content: string | Uint8Array) =>
  mkdir(dirname(path), { recursive: true }).then(() => writeFile(path, content))

const first = (directory: string) => readdir(directory).then(([name = ""]) => join(directory, name))

/** Leaves a file behind, and names it. */
type Leaving = (table: string) => Promise<string>

const leavings: ReadonlyArray<readonly [name: string, leaving: Leaving]> = [
  ["an empty data file", (table) => write(join(table, "data/a.lance"), "").then(() => "data/a.lance")],
  ["a data file of bytes", (table) => write(join(table, "data/b.lance"), "xyz").then(() => "data/b.lance")],
  [
    "a copy of a data file",
    (table) =>
      first(join(table, "data"))
        .then((from) => copyFile(from, join(table, "data/c.lance")))
        .then(() => "data/c.lance")
  ],
  ...Array.range(1, 4).map((n): readonly [string, Leaving] => {
    const name = `data/00${n}10001110111010100006ca0274885${n}e3730537d99968${n}.lance`
    return [
      `data file ${n} of a write that was cut short`,
      (table) => write(join(table, name), "half").then(() => name)
    ]
  }),
  ...Array.range(1, 3).map((n): readonly [string, Leaving] => {
    const name = `_indices/199bfd7${n}-d11c-4326-9069-35d2280c4a40`
    return [
      `index ${n} that was never finished`,
      (table) => write(join(table, name, "page_lookup.lance"), "half").then(() => name)
    ]
  })
]

describe("a look at the files of LanceDB", () => {
  it.live("reports nothing healthy, however old", () =>
    Effect.gen(function* () {
      const directory = yield* newTable
      yield* aged(directory)
      const { checked, findings: found } = yield* findings(directory)
      assert.deepStrictEqual(found, [])
      assert.isAbove(checked, 5)
    })
  )

  it.live("reports nothing of what may just be written", () =>
    Effect.gen(function* () {
      const directory = yield* newTable
      yield* Effect.promise(() => write(join(directory, "embeddings.lance/data/new.lance"), "x"))
      assert.deepStrictEqual((yield* findings(directory)).findings, [])
    })
  )

  it.live("finds nothing where there is nothing", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* Effect.promise(() => rm(directory, { recursive: true }))
      assert.strictEqual((yield* findings(directory)).checked, 0)
    })
  )

  it.live("finds each of ten files left over and moves them away; the table is as it was", () =>
    Effect.gen(function* () {
      const directory = yield* newTable
      const before = yield* using(directory, entries)
      const table = join(directory, "embeddings.lance")
      const left = yield* Effect.forEach(leavings, ([, leaving]) => Effect.promise(() => leaving(table)))
      yield* aged(directory)
      const { findings: found } = yield* findings(directory)
      const names = left.map((name) => join("embeddings.lance", name)).toSorted()
      assert.deepStrictEqual(found.map(({ rowId }) => rowId).toSorted(), names)

      const { repair } = LanceOrphans.inspection({ directory })
      assert.isDefined(repair)
      yield* repair(found)
      assert.deepStrictEqual((yield* findings(directory)).findings, [])
      const moved = yield* Effect.promise(() => readdir(join(directory, LanceOrphans.quarantine), { recursive: true }))
      assert.includeMembers(moved, names)
      assert.deepStrictEqual(yield* using(directory, entries), before)
    })
  )
})
