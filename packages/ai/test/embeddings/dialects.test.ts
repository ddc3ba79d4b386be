/**
 * What goes over the wire, field by field.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { embedderOf } from "./library.ts"
import { key, type Provider } from "./ProviderServer.ts"

const input = ["What is a cache?"]

const bodies: ReadonlyArray<readonly [provider: Provider, model: string | undefined, body: unknown, space: string]> = [
  [
    "jina",
    undefined,
    {
      model: "jina-embeddings-v3",
      input,
      task: "text-matching",
      dimensions: 1024,
      normalized: true,
      truncate: true,
      embedding_type: "float"
    },
    "jina/jina-embeddings-v3/1024"
  ],
  [
    "openai",
    undefined,
    { model: "text-embedding-3-small", input, encoding_format: "float", dimensions: 1024 },
    "openai/text-embedding-3-small/1024"
  ],
  [
    "openai",
    "nomic-embed-text-v1.5",
    { model: "nomic-embed-text-v1.5", input, encoding_format: "float" },
    "openai/nomic-embed-text-v1.5/1024"
  ],
  [
    "voyage",
    undefined,
    { model: "voyage-3.5", input, input_type: null, truncation: true, output_dimension: 1024 },
    "voyage/voyage-3.5/1024"
  ],
  ["ollama", "bge-m3", { model: "bge-m3", input, truncate: true }, "ollama/bge-m3/1024"]
]

describe("HttpEmbedder on the wire", () => {
  for (const [provider, model, body, space] of bodies) {
    it.live(`speaks like ${provider}${model === undefined ? "" : ` with ${model}`}`, () =>
      Effect.gen(function* () {
        const embedder = yield* embedderOf(provider, {}, { model })
        yield* embedder.embed(input)
        const last = embedder.received.at(-1)
        assert.deepStrictEqual(last?.body, body)
        assert.strictEqual(last?.path, provider === "ollama" ? "/api/embed" : "/v1/embeddings")
        assert.strictEqual(last?.headers.authorization, provider === "ollama" ? undefined : `Bearer ${key}`)
        assert.strictEqual(embedder.space, space)
        assert.notProperty(last?.headers, "traceparent")
      }).pipe(Effect.scoped)
    )
  }

  it.live("asks a model nobody knows how long its vectors are, once, and pads them with zeros", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("ollama", { dimension: 100 }, { model: "Some/Model:7B" })
      assert.match(embedder.space, /^ollama\/some\/model-7b-[0-9a-f]{8}\/100$/)
      assert.lengthOf(embedder.received, 1)
      const [vector] = yield* embedder.embed(input)
      assert.isTrue(vector?.subarray(100).every((value) => value === 0))
      assert.isTrue(vector?.subarray(0, 100).some((value) => value !== 0))
    }).pipe(Effect.scoped)
  )

  it.live("does not ask where the length is told", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("ollama", { dimension: 100 }, { model: "odd", dimension: 100 })
      assert.strictEqual(embedder.space, "ollama/odd/100")
      assert.lengthOf(embedder.received, 0)
    }).pipe(Effect.scoped)
  )

  it.live("refuses a model whose vectors are longer than an index keeps", () =>
    Effect.gen(function* () {
      const failure = yield* Effect.flip(embedderOf("openai", { dimension: 1536 }, { model: "text-embedding-ada-002" }))
      assert.deepInclude(failure, { reason: "too_many_dimensions", retryable: false })
    }).pipe(Effect.scoped)
  )

  it.live("gives models whose names differ in a sign alone spaces of their own", () =>
    Effect.gen(function* () {
      const spaces = yield* Effect.forEach(["a:b", "a-b", "A-b", "a_b", "a@b"], (model) =>
        Effect.map(embedderOf("ollama", {}, { model, dimension: 10 }), ({ space }) => space)
      )
      assert.strictEqual(new Set(spaces).size, spaces.length)
    }).pipe(Effect.scoped)
  )

  it.live("cuts a long text at the same place each time, and not inside a letter", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("jina")
      yield* embedder.embed([`x${"👍".repeat(6000)}`])
      assert.strictEqual(embedder.received[0]?.input[0], `x${"👍".repeat(3999)}`)
    }).pipe(Effect.scoped)
  )
})
