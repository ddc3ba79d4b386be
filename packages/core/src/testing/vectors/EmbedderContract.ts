/**
 * What every `Embedder` must do, whatever it is made of.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, Effect, type Layer, Result, Schema } from "effect"
import { dimension, SpaceId, type Vector } from "../../domain/vectors/Embedding.ts"
import { cosine } from "../../domain/vectors/Lexical.ts"
import { Embedder } from "../../ports/vectors/Embedder.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<Embedder, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`Embedder (${adapter})`, (it) => {
    makesUnitVectors(it)
    keepsOrder(it)
    tellsMeaningsApart(it)
  })

/** Texts that have broken an embedder before: no Latin letters, signs alone, joined emoji, length, control letters. */
const oddTexts = [
  "a",
  "42",
  "👍",
  "👩‍👩‍👧‍👦",
  "...",
  "什么是缓存？",
  "Что такое кэш?",
  "ما هي الذاكرة المؤقتة؟",
  "\u200b\u200b\u200b\u200b\u200b",
  "tab\there\nand there",
  "word ".repeat(20_000),
  "x".repeat(10_000)
]

const lengthOf = (vector: Vector): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

const assertUnit = (vector: Vector | undefined, text: string): void => {
  assert.strictEqual(vector?.length, dimension, text.slice(0, 20))
  assert.approximately(lengthOf(vector ?? new Float32Array()), 1, 1e-3, text.slice(0, 20))
}

const makesUnitVectors = (it: Vitest.MethodsNonLive<Embedder>): void => {
  it.effect("names a space that vectors can be kept in", () =>
    Effect.gen(function* () {
      const { space } = yield* Embedder
      assert.strictEqual(yield* Schema.decodeEffect(SpaceId)(space), space)
    })
  )

  for (const [i, text] of oddTexts.entries()) {
    it.effect(`makes a unit vector of odd text ${i + 1}`, () =>
      Effect.gen(function* () {
        const embedder = yield* Embedder
        const [vector] = yield* embedder.embed([text])
        assertUnit(vector, text)
      })
    )
  }

  it.effect("never gives a blank text a vector without direction: it may only refuse, and for good", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      for (const blank of ["", " ", "\n\t "]) {
        const result = yield* Effect.result(embedder.embed([blank]))
        if (Result.isSuccess(result)) assertUnit(result.success[0], blank)
        else assert.isFalse(result.failure.retryable)
      }
    })
  )
}

const keepsOrder = (it: Vitest.MethodsNonLive<Embedder>): void => {
  it.effect("has nothing to say about nothing", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      assert.deepStrictEqual(yield* embedder.embed([]), [])
    })
  )

  it.effect("gives one vector a text, in order, also for the same text twice and for hundreds at once", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const texts = Array.makeBy(300, (i) => `Which element has the atomic number ${i % 100}?`)
      const together = yield* embedder.embed(texts)
      assert.strictEqual(together.length, texts.length)
      for (const i of [0, 7, 99, 107, 299]) {
        const [alone] = yield* embedder.embed(texts.slice(i, i + 1))
        assert.isAbove(cosine(together[i] ?? [], alone ?? []), 0.999, texts[i])
      }
    })
  )

  it.effect("answers many at once without mixing them up", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const texts = Array.makeBy(20, (i) => `Which river flows through city number ${i}?`)
      const alone = yield* Effect.forEach(texts, (text) => embedder.embed([text]), { concurrency: "unbounded" })
      const together = yield* embedder.embed(texts)
      for (const [i, [vector]] of alone.entries()) {
        assert.isAbove(cosine(vector ?? [], together[i] ?? []), 0.999, texts[i])
      }
    })
  )
}

/** A text, another way to put it, and a text about something else. */
const families = [
  ["How does a cache work?", "How do caches work?", "What is the capital of Norway?"],
  ["Learn to play the piano", "Learning to play piano", "Pass the driving test"],
  ["When was the treaty signed?", "In which year was the treaty signed?", "What do mitochondria produce?"]
] as const

const tellsMeaningsApart = (it: Vitest.MethodsNonLive<Embedder>): void => {
  it.effect("puts two wordings of the same closer together than texts about different things", () =>
    Effect.gen(function* () {
      const embedder = yield* Embedder
      for (const family of families) {
        const [text = [], again = [], other = []] = yield* embedder.embed(family)
        assert.isAbove(cosine(text, again), cosine(text, other) + 0.1, family[0])
      }
    })
  )
}
