import { assert, describe, it } from "@effect/vitest"
import { Embedder, Lexical } from "@loopi/core"
import { OfflineEmbedder } from "@loopi/ai"
import { Effect } from "effect"

describe("OfflineEmbedder", () => {
  it.effect("lives in the lexical space and gives exactly its vectors", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const texts = ["What is a cache?", "什么是缓存？"]
      assert.strictEqual(embedder.space, "lexical-1")
      assert.deepStrictEqual(
        yield* embedder.embed(texts),
        texts.map((text) => Lexical.lexicalVector(text))
      )
    }).pipe(Effect.provide(OfflineEmbedder.layer))
  )

  it.effect("refuses a blank text for good, also among others", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const failed = yield* Effect.flip(embedder.embed(["What is a cache?", " \n"]))
      assert.deepInclude(failed, { _tag: "EmbedderFailed", reason: "blank_text", retryable: false })
    }).pipe(Effect.provide(OfflineEmbedder.layer))
  )
})
