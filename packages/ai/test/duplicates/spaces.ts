/**
 * The offline spaces that are measured, with what makes their vectors.
 */
import { HybridEmbedder, OfflineEmbedder } from "@loopi/ai"
import { Embedder, Lexical, type SpaceId, type Vector } from "@loopi/core"
import { Array, Effect, type Layer } from "effect"

export const spaces: ReadonlyArray<readonly [name: string, layer: Layer.Layer<Embedder>]> = [
  ["lexical-1", OfflineEmbedder.layer],
  ["hybrid-1", HybridEmbedder.layer]
]

/** What was embedded, as a model takes its time. */
const embedded = new Map<SpaceId, Map<string, Vector>>()

/** What tells how similar two of the texts are. */
export const similarityOf = Effect.fnUntraced(function* (texts: Iterable<string>) {
  const { embed, space } = yield* Embedder
  const vectors = embedded.get(space) ?? new Map<string, Vector>()
  embedded.set(space, vectors)
  const distinct = [...new Set(texts)].filter((text) => !vectors.has(text))
  for (const some of Array.chunksOf(distinct, 64)) {
    for (const [i, vector] of (yield* embed(some)).entries()) vectors.set(some[i] ?? "", vector)
  }
  return (a: string, b: string): number => Lexical.cosine(vectors.get(a) ?? [], vectors.get(b) ?? [])
})
