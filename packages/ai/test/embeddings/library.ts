/**
 * An embedder over a provider's server, for the scope of a test.
 */
import { Embedder } from "@loopi/core"
import { HttpEmbedder, type HttpEmbedderSettings } from "@loopi/ai"
import { Effect, Layer, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { key, type Options, type Provider, startProvider } from "./ProviderServer.ts"

export const embedderOf = Effect.fnUntraced(function* (
  provider: Provider,
  options: Options = {},
  settings: Partial<HttpEmbedderSettings> = {}
) {
  const server = yield* startProvider(provider, options)
  const embedder = yield* HttpEmbedder.make({
    embedder: provider,
    url: server.url,
    ...(provider === "ollama" ? {} : { apiKey: Redacted.make(key) }),
    ...settings
  }).pipe(Effect.provide(FetchHttpClient.layer))
  return { ...server, ...embedder }
})

export const layerOf = (
  provider: Provider,
  options: Options = {},
  settings: Partial<HttpEmbedderSettings> = {}
): Layer.Layer<Embedder> => Layer.effect(Embedder, Effect.orDie(embedderOf(provider, options, settings)))

export const questions = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => `Which element has the atomic number ${i}?`)
