import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { type Embedding, EmbeddingIndex, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { connect } from "@lancedb/lancedb"
import { Effect, Layer, Stream } from "effect"
import { linesOf, start } from "./child.ts"
import { temporaryDirectory } from "./temporaryDirectory.ts"

const opening = (directory: string) => Effect.scoped(Layer.build(LanceEmbeddingIndex.layer({ directory })))

const refusal = Effect.fnUntraced(function* (directory: string) {
  const error = yield* Effect.flip(opening(directory))
  assert.strictEqual(error.directory, directory)
  return error.reason
})

describe("opening a vector store", () => {
  it.effect("makes the directory that is missing, exactly where it was named", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "deep", "er")
      yield* opening(directory)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(directory)), ["embeddings.lance"])
    })
  )

  it.effect("says that a file is not a directory", () =>
    Effect.gen(function* () {
      const file = join(yield* temporaryDirectory, "vectors")
      yield* Effect.promise(() => writeFile(file, "not a directory"))
      assert.strictEqual(yield* refusal(file), "not_a_directory")
      assert.strictEqual(yield* refusal(join(file, "below")), "not_a_directory")
    })
  )

  it.effect("says that it may not write there", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "vectors")
      yield* opening(directory)
      yield* Effect.promise(() => chmod(join(directory, ".."), 0o755))
      yield* Effect.promise(() => chmod(directory, 0o555))
      const printed = yield* Stream.runHead(linesOf(yield* start("unprivileged.ts", directory)))
      assert.include(JSON.stringify(printed), "not_writable")
    })
  )

  it.effect("makes the table that a crash left half made", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* Effect.promise(() => mkdir(join(directory, "embeddings.lance", "_versions"), { recursive: true }))
      yield* opening(directory)
      assert.include(yield* Effect.promise(() => readdir(join(directory, "embeddings.lance"))), "_indices")
    })
  )

  it.effect("moves a table aside that is damaged or of another version, and begins an empty one", () =>
    Effect.gen(function* () {
      const damaged = yield* temporaryDirectory
      yield* Effect.promise(() => mkdir(join(damaged, "embeddings.lance", "_versions"), { recursive: true }))
      yield* Effect.promise(() => writeFile(join(damaged, "embeddings.lance", "_versions", "1.manifest"), ""))
      yield* Effect.promise(() => mkdir(join(damaged, "reviews.lance")))
      yield* opening(damaged)
      const left = ["embeddings.damaged-1970-01-01T00-00-00-000Z", "embeddings.lance", "reviews.lance"]
      assert.sameMembers(yield* Effect.promise(() => readdir(damaged)), left)

      const older = yield* temporaryDirectory
      const columns = ["key", "user_id", "kind", "id", "space", "content_hash"].map((name) => [name, "a"])
      const connection = yield* Effect.promise(() => connect(older))
      yield* Effect.promise(() =>
        connection.createTable("embeddings", [{ ...Object.fromEntries(columns), vector: [1, 2] }])
      )
      yield* opening(older)
      yield* opening(older)
      assert.sameMembers(yield* Effect.promise(() => readdir(older)), left.slice(0, 2))
    })
  )

  it.effect("goes on with an empty table when somebody deletes it while it is in use", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* Effect.gen(function* () {
        const index = yield* EmbeddingIndex
        const one = (id: string) => index.put([embeddingOf(id)])
        yield* one("a")
        yield* Effect.promise(() => rm(directory, { recursive: true }))
        assert.strictEqual((yield* Effect.flip(one("b")))._tag, "StoreUnavailable")
        yield* one("c")
        const ids = (yield* index.entries(learner, "goal")).map(({ id }) => id)
        assert.deepStrictEqual(ids, ["c"])
        yield* Effect.promise(() => rm(directory, { recursive: true }))
        assert.strictEqual((yield* Effect.flip(Stream.runCollect(index.learners)))._tag, "StoreUnavailable")
        assert.deepStrictEqual(yield* Stream.runCollect(index.learners), [])
      }).pipe(Effect.provide(LanceEmbeddingIndex.layer({ directory })))
    })
  )
})

const learner = UserId.make("00000000-0000-4000-8000-000000000001")

const embeddingOf = (id: string): Embedding => {
  const vector = new Float32Array(1024).fill(1)
  return { userId: learner, kind: "goal", id, space: SpaceId.make("test-1"), contentHash: "0", vector }
}
