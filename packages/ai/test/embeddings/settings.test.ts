/**
 * Which embedder the environment gets, and what people are told about it.
 */
import { assert, describe, it } from "@effect/vitest"
import { Embedder, OtherEmbedders } from "@loopi/core"
import { Embedders } from "@loopi/ai"
import { ConfigProvider, Effect, Inspectable, Redacted } from "effect"
import { key, startProvider } from "./ProviderServer.ts"

const settingsOf = (env: Record<string, string>) =>
  Embedders.fromConfig.pipe(Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))))

const keyed = { JINA_API_KEY: key, OPENAI_API_KEY: key, VOYAGE_API_KEY: key }

const chosen: ReadonlyArray<readonly [env: Record<string, string>, words: string]> = [
  [{}, "offline embedder"],
  [{ JINA_API_KEY: " ", LOOPI_EMBEDDER: "" }, "offline embedder"],
  [{ OPENAI_API_KEY: key, VOYAGE_API_KEY: key }, "offline embedder"],
  [{ JINA_API_KEY: key }, "embedder jina (jina-embeddings-v3)"],
  [{ JINA_API_KEY: key, LOOPI_EMBEDDER: "lexical" }, "offline embedder"],
  [{ LOOPI_EMBEDDER: "hybrid" }, "offline hybrid embedder"],
  [{ ...keyed, LOOPI_EMBEDDER: "openai" }, "embedder openai (text-embedding-3-small)"],
  [{ ...keyed, LOOPI_EMBEDDER: "Voyage", LOOPI_EMBEDDING_MODEL: "voyage-4" }, "embedder voyage (voyage-4)"],
  [{ LOOPI_EMBEDDER: "ollama/bge-m3", LOOPI_EMBEDDING_MODEL: "other" }, "embedder ollama (bge-m3)"],
  [
    { LOOPI_EMBEDDER: "openai", LOOPI_EMBEDDING_URL: "http://127.0.0.1:1234", LOOPI_EMBEDDING_MODEL: "m" },
    "embedder openai (m)"
  ]
]

type Reason = Embedders.EmbeddingSettingsRefused["reason"]

const refused: ReadonlyArray<readonly [env: Record<string, string>, reason: Reason, setting: string]> = [
  [{ LOOPI_EMBEDDER: "word2vec" }, "unknown_embedder", "word2vec"],
  [{ LOOPI_EMBEDDER: "jina" }, "no_embedder_key", "JINA_API_KEY"],
  [{ LOOPI_EMBEDDER: "openai", OPENAI_API_KEY: " " }, "no_embedder_key", "OPENAI_API_KEY"],
  [{ LOOPI_EMBEDDER: "lexical", LOOPI_EMBEDDER_BEFORE: "voyage" }, "no_embedder_key", "VOYAGE_API_KEY"],
  [{ LOOPI_EMBEDDING_URL: "http://127.0.0.1:1234" }, "url_without_embedder", "LOOPI_EMBEDDER"],
  [{ LOOPI_EMBEDDER: "ollama", LOOPI_EMBEDDING_URL: "file:///etc" }, "embedder_url_unusable", "LOOPI_EMBEDDING_URL"],
  [
    { LOOPI_EMBEDDER: "ollama", LOOPI_EMBEDDING_URL: `http://me:${key}@h` },
    "embedder_url_unusable",
    "LOOPI_EMBEDDING_URL"
  ]
]

describe("Embedders.fromConfig", () => {
  for (const [env, words] of chosen) {
    it.effect(`chooses ${words} by ${Object.keys(env).join(", ") || "nothing"}`, () =>
      Effect.gen(function* () {
        const settings = yield* settingsOf(env)
        assert.strictEqual(Embedders.describe(settings), words)
        assert.notInclude(Inspectable.toStringUnknown(settings), key)
      })
    )
  }

  for (const [env, reason, setting] of refused) {
    it.effect(`refuses ${Object.keys(env).join(", ")}: ${reason} ${setting}`, () =>
      Effect.gen(function* () {
        const refusal = yield* Effect.flip(settingsOf(env))
        assert.deepInclude(refusal, { _tag: "EmbeddingSettingsRefused", reason, setting })
        assert.notInclude(`${Inspectable.toStringUnknown(refusal)} ${refusal.message}`, key)
      })
    )
  }
})

const spaces = Effect.gen(function* () {
  const others = yield* OtherEmbedders
  return [yield* Embedder, ...others].map(({ space }) => space)
})

const inUse = (settings: Embedders.EmbeddingSettings) => Effect.provide(spaces, Embedders.layer(settings))

describe("Embedders.layer", () => {
  it.live("has an embedder for every space a learner may still be searched in, the present one first", () =>
    Effect.gen(function* () {
      const { url } = yield* startProvider("jina")
      const jina = { embedder: "jina", apiKey: Redacted.make(key), url } as const
      assert.deepStrictEqual(yield* inUse({ present: { embedder: "lexical" } }), ["lexical-1", "hybrid-1"])
      assert.deepStrictEqual(yield* inUse({ present: { embedder: "hybrid" } }), ["hybrid-1", "lexical-1"])
      assert.deepStrictEqual(yield* inUse({ present: { embedder: "lexical" }, before: jina }), [
        "lexical-1",
        "jina/jina-embeddings-v3/1024",
        "hybrid-1"
      ])
    }).pipe(Effect.scoped)
  )

  it.live("never answers by spelling in the place of a provider that fails", () =>
    Effect.gen(function* () {
      const { url } = yield* startProvider("jina", { reply: () => ({ status: 403, body: {} }) })
      const layer = Embedders.layer({ present: { embedder: "jina", apiKey: Redacted.make(key), url } })
      const failure = yield* Effect.flip(
        Effect.provide(
          Embedder.use(({ embed }) => embed(["What is a cache?"])),
          layer
        )
      )
      assert.strictEqual(failure.reason, "credentials_refused")
    }).pipe(Effect.scoped)
  )

  it.live("does without the one before where that is gone", () =>
    Effect.gen(function* () {
      const before = { embedder: "ollama", url: "http://127.0.0.1:1", model: "unheard-of" } as const
      const layer = Embedders.layer({ present: { embedder: "lexical" }, before })
      assert.deepStrictEqual(yield* Effect.provide(spaces, layer), ["lexical-1", "hybrid-1"])
    })
  )

  it.effect("says so where the hybrid was asked for and is not there", () =>
    Effect.gen(function* () {
      const present = { embedder: "lexical", insteadOf: "hybrid" } as const
      assert.match(Embedders.describe({ present }), /spelling alone .*not installed/)
      assert.deepStrictEqual(yield* Effect.provide(spaces, Embedders.layer({ present })), ["lexical-1", "hybrid-1"])
    })
  )
})
