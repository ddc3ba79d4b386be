/**
 * The embedder that the environment asks for.
 */
import { Config, Effect, Option, Redacted, Schema } from "effect"
import * as HybridEmbedder from "../offline/hybrid/HybridEmbedder.ts"
import type { Provider } from "./dialects/Dialect.ts"
import {
  EmbedderName,
  type EmbedderSettings,
  type EmbeddingSettings,
  EmbeddingSettingsRefused,
  type HttpEmbedderSettings
} from "./EmbeddingSettings.ts"

/**
 * `LOOPI_EMBEDDER`, else `jina` where there is a key for it, else the offline one by spelling. `LOOPI_EMBEDDER_BEFORE`
 * names the one that answers until a reindex is done. Either may name its model too: `ollama/bge-m3`.
 */
export const fromConfig: Effect.Effect<EmbeddingSettings, EmbeddingSettingsRefused | Config.ConfigError> = Effect.gen(
  function* () {
    const asked = yield* setting("LOOPI_EMBEDDER")
    const before = yield* setting("LOOPI_EMBEDDER_BEFORE")
    const model = yield* setting("LOOPI_EMBEDDING_MODEL")
    const url = yield* setting("LOOPI_EMBEDDING_URL")
    if (asked === undefined && url !== undefined) return yield* refused("url_without_embedder", "LOOPI_EMBEDDER")
    if (url !== undefined && !isHttp(url)) return yield* refused("embedder_url_unusable", "LOOPI_EMBEDDING_URL")

    const dimension = Option.getOrUndefined(yield* Config.option(Config.Int("LOOPI_EMBEDDING_DIMENSION")))
    const present = asked ?? ((yield* keyOf("jina")) === undefined ? "lexical" : "jina")
    return {
      present: yield* named(present, { model, url, dimension }),
      before: before === undefined ? undefined : yield* named(before, {})
    }
  }
).pipe(Effect.withSpan("EmbeddingSettings.fromConfig"))

type Options = Pick<HttpEmbedderSettings, "model" | "url" | "dimension">

const named = Effect.fnUntraced(function* (text: string, options: Options) {
  const [, name = text, model] = /^([^/]+)\/(.+)$/.exec(text) ?? []
  const embedder = yield* Effect.mapError(decodeName(name.toLowerCase()), () =>
    EmbeddingSettingsRefused.make({ reason: "unknown_embedder", setting: name })
  )
  if (embedder === "lexical" || embedder === "hybrid") return yield* offline(embedder)
  const apiKey = yield* keyOf(embedder)
  if (apiKey === undefined && keys[embedder] !== undefined && options.url === undefined) {
    return yield* refused("no_embedder_key", keys[embedder])
  }
  const settings: EmbedderSettings = { embedder, apiKey, ...options, model: model ?? options.model }
  return settings
})

const decodeName = Schema.decodeUnknownEffect(EmbedderName)

/** What is not installed cannot be asked: then by spelling alone, in the space of that, and everybody is told. */
const offline = (embedder: "lexical" | "hybrid"): Effect.Effect<EmbedderSettings> =>
  embedder === "lexical"
    ? Effect.succeed({ embedder })
    : Effect.map(HybridEmbedder.isInstalled, (installed) =>
        installed ? { embedder } : { embedder: "lexical", insteadOf: "hybrid" }
      )

/** Whose key is where. Servers that speak like OpenAI's on a machine of one's own need none. */
const keys: Record<Provider, string | undefined> = {
  jina: "JINA_API_KEY",
  openai: "OPENAI_API_KEY",
  voyage: "VOYAGE_API_KEY",
  ollama: undefined
}

const keyOf = (provider: Provider) => {
  const name = keys[provider]
  return name === undefined
    ? Effect.undefined
    : Config.Redacted(name).pipe(
        Config.option,
        Effect.map(Option.filter((key) => Redacted.value(key).trim() !== "")),
        Effect.map(Option.getOrUndefined)
      )
}

/** An empty setting is one that was not made. */
const setting = (name: string) =>
  Config.String(name).pipe(
    Config.withDefault(""),
    Effect.map((text) => (text.trim() === "" ? undefined : text.trim()))
  )

const isHttp = (url: string): boolean => /^https?:\/\/[^/@\s]+(\/\S*)?$/i.test(url) && URL.canParse(url)

const refused = (reason: EmbeddingSettingsRefused["reason"], name: string) =>
  EmbeddingSettingsRefused.make({ reason, setting: name })
