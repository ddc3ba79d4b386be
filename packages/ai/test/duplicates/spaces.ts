/**
 * The offline spaces that are measured, with what makes their vectors.
 */
import { HybridEmbedder, OfflineEmbedder } from "@loopi/ai"
import { Embedder, Lexical, type Vector } from "@loopi/core"
import { Array, Effect, type Layer } from "effect"

export const spaces: ReadonlyArray<readonly [name: string, layer: Layer.Layer<Embedder>]> = [
  ["lexical-1", OfflineEmbedder.layer],
  ["hybrid-1", HybridEmbedder.layer]
]

/** What tells how similar two of the texts are. */
export const similarityOf = Effect.fnUntraced(function* (texts: Iterable<string>) {
  const { embed } = yield* Embedder
  const distinct = [...new Set(texts)]
  const vectors = new Map<string, Vector>()
  for (const some of Array.chunksOf(distinct, 64)) {
    for (const [i, vector] of (yield* embed(some)).entries()) vectors.set(some[i] ?? "", vector)
  }
  return (a: string, b: string): number => Lexical.cosine(vectors.get(a) ?? [], vectors.get(b) ?? [])
})
