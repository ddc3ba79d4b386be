import { chmod, mkdir, readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
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

  it.effect("says that a table is damaged or another program's", () =>
    Effect.gen(function* () {
      const damaged = yield* temporaryDirectory
      yield* Effect.promise(() => mkdir(join(damaged, "embeddings.lance", "_versions"), { recursive: true }))
      yield* Effect.promise(() => writeFile(join(damaged, "embeddings.lance", "_versions", "1.manifest"), ""))
      assert.strictEqual(yield* refusal(damaged), "damaged")

      const foreign = yield* temporaryDirectory
      const columns = ["key", "user_id", "kind", "id", "space", "content_hash"].map((name) => [name, "a"])
      const connection = yield* Effect.promise(() => connect(foreign))
      yield* Effect.promise(() =>
        connection.createTable("embeddings", [{ ...Object.fromEntries(columns), vector: [1, 2] }])
      )
      assert.strictEqual(yield* refusal(foreign), "damaged")
    })
  )
})
