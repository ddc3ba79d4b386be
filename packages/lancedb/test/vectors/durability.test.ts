import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { EmbeddingIndex, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { connect } from "@lancedb/lancedb"
import { Array, Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { kill, linesOf, start } from "../child.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const learner = UserId.make("00000000-0000-4000-8000-000000000001")
const space = SpaceId.make("test-1")
const card = (i: number) => ({
  userId: learner,
  kind: "flashcard" as const,
  id: `${i}`,
  space,
  contentHash: "0",
  vector: new Float32Array(1024).fill(1, i)
})

/** Uses an index on the directory and closes it. */
const using = <A, E>(directory: string, use: (index: EmbeddingIndex["Service"]) => Effect.Effect<A, E>) =>
  Effect.provide(EmbeddingIndex.use(use), LanceEmbeddingIndex.layer({ directory }))

const fragmentsOf = (directory: string) =>
  Effect.promise(() =>
    connect(directory)
      .then((connection) => connection.openTable("embeddings"))
      .then((table) => table.stats())
      .then(({ fragmentStats }) => fragmentStats.numFragments)
  )

const filesOf = (directory: string) =>
  Effect.promise(() => readdir(join(directory, "embeddings.lance", "data")).then((files) => files.length))

describe("LanceEmbeddingIndex", () => {
  it.effect("finds after reopening what was put before", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* using(directory, (index) => index.put([card(1), card(500)]))
      const query = { kind: "flashcard", space, vectors: [card(500).vector], limit: 1 } as const
      const found = yield* using(directory, (index) => index.nearest(learner, query))
      assert.strictEqual(found[0]?.[0]?.id, "500")
    })
  )

  it.effect(
    "keeps everything it acknowledged when its process is killed while it writes",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        for (const round of [1, 2]) {
          const writer = yield* start("writer.ts", directory, learner)
          const acknowledged = yield* Stream.runCollect(Stream.take(linesOf(writer), 40))
          yield* kill(writer)
          assert.strictEqual(acknowledged.length, 40, `round ${round}`)
          const entries = yield* using(directory, (index) => index.entries(learner, "goal"))
          assert.includeMembers(
            entries.map(({ id }) => id),
            acknowledged
          )
          assert.strictEqual(new Set(entries.map(({ id }) => id)).size, entries.length)
        }
        yield* using(directory, (index) => index.put([card(1)]))
      }),
    60_000
  )

  it.effect(
    "keeps one vector of an id when two programs put it at the same time",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* using(directory, () => Effect.void)
        const putAll = () =>
          using(directory, (index) => Effect.forEach(Array.range(1, 20), (i) => index.put([card(i)])))
        yield* Effect.all([putAll(), putAll(), putAll()], { concurrency: "unbounded" })
        const entries = yield* using(directory, (index) => index.entries(learner, "flashcard"))
        assert.sameMembers(
          entries.map(({ id }) => id),
          Array.range(1, 20).map(String)
        )
      }),
    60_000
  )

  it.effect(
    "stays compact under many small writes",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* using(directory, (index) =>
          Effect.gen(function* () {
            for (const i of Array.range(1, 200)) {
              yield* index.put([card(i)])
              if (i % 40 === 0) assert.isAtMost(yield* fragmentsOf(directory), 40)
            }
            assert.strictEqual((yield* index.entries(learner, "flashcard")).length, 200)
          })
        )
        assert.isAtMost(yield* fragmentsOf(directory), 40)
      }),
    60_000
  )

  it.effect(
    "frees the disk of versions that were replaced, and of nothing else",
    () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* using(directory, (index) => Effect.forEach(Array.range(1, 100), (i) => index.put([card(i % 50)])))
        const before = yield* filesOf(directory)
        // Long after, when every version before is out of date.
        yield* TestClock.setTime(Date.UTC(2100, 0))
        yield* using(directory, (index) => Effect.forEach(Array.range(100, 140), (i) => index.put([card(i)])))
        assert.isBelow(yield* filesOf(directory), before)
        const entries = yield* using(directory, (index) => index.entries(learner, "flashcard"))
        assert.strictEqual(entries.length, 50 + 41)
      }),
    60_000
  )
})
