/**
 * Embeds texts by their spelling, in process: no model, no key, no network.
 */
import { Embedder, EmbedderFailed, Lexical, SpaceId } from "@loopi/core"
import { Effect, Layer } from "effect"

/**
 * **Gotchas**
 *
 * A text without a single sign has no direction. It is refused, since a vector of zeros would break the promise that
 * all are of length one, and any other vector would make all empty texts look alike.
 */
export const embedder: Embedder["Service"] = Embedder.of({
  space: SpaceId.make("lexical-1"),
  embed: Effect.fn("OfflineEmbedder.embed")((texts: ReadonlyArray<string>) => Effect.forEach(texts, embedOne))
})

export const layer: Layer.Layer<Embedder> = Layer.succeed(Embedder, embedder)

const embedOne = (text: string) =>
  Effect.suspend(() => {
    const vector = Lexical.lexicalVector(text)
    return vector.some((value) => value !== 0)
      ? Effect.succeed(vector)
      : EmbedderFailed.make({ reason: "blank_text", retryable: false })
  })
