/**
 * An embedder that may be out of reach: asked no longer than its callers wait, and not at all while it is known to be.
 */
import { Embedder, EmbedderFailed, type EmbeddingFailure } from "@loopi/core"
import { Clock, Effect, Layer } from "effect"
import * as Guard from "./Guard.ts"

/** Less than the five seconds after which whoever wants vectors goes on without. */
const patience = "4500 millis"

export const layer = <E, R>(inner: Layer.Layer<Embedder, E, R>): Layer.Layer<Embedder, E, R> =>
  Layer.effect(Embedder, Effect.flatMap(Embedder, guarded)).pipe(Layer.provide(inner))

const guarded = Effect.fnUntraced(function* ({ embed, space }: Embedder["Service"]) {
  // A text that nobody has remembered the vector of.
  const probe = Effect.flatMap(Clock.currentTimeMillis, (now) => embed([`still there at ${now}?`]))
  const { call } = yield* Guard.make<EmbedderFailed>({
    part: "embeddings",
    by: `embeddings of ${space}`,
    patience,
    inARow: 1,
    longestRest: "15 seconds",
    against: ({ reason, retryAfterMs }) => (ofCaller.has(reason) ? undefined : { code: reason, retryAfterMs }),
    failed: (code, retryAfterMs) =>
      EmbedderFailed.make({
        reason: code === "resting" ? "unreachable" : code,
        retryable: true,
        ...(retryAfterMs !== undefined && { retryAfterMs })
      }),
    probe
  })
  return Embedder.of({ space, embed: (texts) => call(embed(texts)) })
})

/** Whoever refuses these is there, and keeps its own pace. */
const ofCaller = new Set<EmbeddingFailure>(["blank_text", "request_refused", "rate_limited"])
