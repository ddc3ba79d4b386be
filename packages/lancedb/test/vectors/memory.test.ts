/**
 * A search leaves no memory behind that V8 would have to collect: see `release` in `hits.ts`.
 */
import { EmbeddingIndex } from "@loopi/core"
import { embeddings } from "@loopi/core/testing"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Layer } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const layer = Layer.unwrap(Effect.map(temporaryDirectory, (directory) => LanceEmbeddingIndex.layer({ directory })))

/** What Node holds outside of V8's heap, once it has done what waits. */
const external = Effect.promise(
  () =>
    new Promise<number>((resolve) => setImmediate(() => setImmediate(() => resolve(process.memoryUsage().external))))
)

describe("the memory of a search", () => {
  it.effect("is given back at once, whether candidates or all rows were read", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const userId = yield* embeddings.newLearner
      const vectors = Array.makeBy(20, embeddings.vectorOf)
      const same = embeddings.vectorOf(1_000)
      yield* index.put([
        ...Array.makeBy(100, (n) => embeddings.embedding(userId, `${n}`, { vector: embeddings.vectorOf(n) })),
        // So many that are equally near take a scan.
        ...Array.makeBy(400, (n) => embeddings.embedding(userId, `same ${n}`, { vector: same }))
      ])
      const query = { kind: "flashcard", space: embeddings.space, limit: 10 } as const
      // What `put` left behind is collected before anything is measured.
      for (const warm of [vectors, [same], vectors]) yield* index.nearest(userId, { ...query, vectors: warm })
      for (const searched of [vectors, [same]]) {
        const before = yield* external
        const found = yield* index.nearest(userId, { ...query, vectors: searched })
        assert.lengthOf(found.flat(), searched.length * 10)
        assert.isBelow((yield* external) - before, 300_000)
      }
    }).pipe(Effect.provide(layer))
  )
})
