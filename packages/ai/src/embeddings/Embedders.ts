/**
 * The embedder of the settings, and those that learners may still be searched with besides.
 */
import { Embedder, type EmbedderFailed, OtherEmbedders } from "@loopi/core"
import { type Config, Effect, Layer, type Scope } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import * as HybridEmbedder from "../offline/hybrid/HybridEmbedder.ts"
import * as OfflineEmbedder from "../offline/OfflineEmbedder.ts"
import { fromConfig } from "./embeddingConfig.ts"
import type { EmbedderSettings, EmbeddingSettings, EmbeddingSettingsRefused } from "./EmbeddingSettings.ts"
import * as HttpEmbedder from "./HttpEmbedder.ts"

export { fromConfig } from "./embeddingConfig.ts"
export { describe, EmbeddingSettingsRefused } from "./EmbeddingSettings.ts"
export type { EmbedderSettings, EmbeddingSettings } from "./EmbeddingSettings.ts"

/**
 * `Embedder`, and `OtherEmbedders`: the one before, and the offline ones, which cost nothing until somebody's vectors
 * are found in their space. None ever answers in the place of another: a space has one embedder.
 */
export const layer = (settings: EmbeddingSettings): Layer.Layer<Embedder, EmbedderFailed> =>
  Layer.provide(
    Layer.mergeAll(
      Layer.effect(
        Embedder,
        Effect.tap(made(settings.present), () => tell(settings.present))
      ),
      Layer.effect(OtherEmbedders, othersOf(settings))
    ),
    FetchHttpClient.layer
  )

/** What the environment asks for. */
export const layerConfig: Layer.Layer<Embedder, EmbedderFailed | EmbeddingSettingsRefused | Config.ConfigError> =
  Layer.unwrap(Effect.map(fromConfig, layer))

type Made = Effect.Effect<Embedder["Service"], EmbedderFailed, Scope.Scope | HttpClient.HttpClient>

const made = (settings: EmbedderSettings): Made => {
  switch (settings.embedder) {
    case "lexical":
      return Effect.succeed(OfflineEmbedder.embedder)
    case "hybrid":
      return HybridEmbedder.make()
    default:
      return HttpEmbedder.make(settings)
  }
}

const othersOf = Effect.fnUntraced(function* ({ before, present }: EmbeddingSettings) {
  const names = new Set<string>([present.embedder, ...(before === undefined ? [] : [before.embedder])])
  const installed = yield* HybridEmbedder.isInstalled
  const others = [
    ...(before === undefined ? [] : yield* madeOrLeftOut(before)),
    ...(installed && !names.has("hybrid") ? [yield* HybridEmbedder.make()] : []),
    ...(names.has("lexical") ? [] : [OfflineEmbedder.embedder])
  ]
  return others
})

/** The one before may be gone for good: that shall not keep the present one from its work. */
const madeOrLeftOut = (before: EmbedderSettings) =>
  made(before).pipe(
    Effect.map((embedder) => [embedder]),
    Effect.catch(({ reason }) =>
      Effect.as(Effect.logWarning(`The embedder before, ${before.embedder}, is left out: ${reason}`), [])
    )
  )

const tell = (present: EmbedderSettings) =>
  present.embedder === "lexical" && present.insteadOf !== undefined
    ? Effect.logWarning("The hybrid embedder is not installed: meanings are compared by spelling alone")
    : Effect.void
