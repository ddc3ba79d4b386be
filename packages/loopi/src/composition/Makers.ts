/**
 * Who writes trees and cards, and who tells what they mean: chosen apart from the databases.
 */
import { Anthropic, AnthropicSettings, Authors, Embedders } from "@loopi/ai"
import { Budget, type Embedder, type EmbedderFailed, type ProviderKeyVault, type TokenLedger } from "@loopi/core"
import { type Config, Effect, Layer } from "effect"

/** What is left out is offline: it needs no key and no network. */
export interface Makers {
  readonly model?: AnthropicSettings.AnthropicSettings | undefined
  readonly embedding?: Embedders.EmbeddingSettings | undefined
}

/** What the environment asks for: `ANTHROPIC_API_KEY`, `LOOPI_EMBEDDER` and their like. */
export const fromConfig: Effect.Effect<Makers, Embedders.EmbeddingSettingsRefused | Config.ConfigError> = Effect.gen(
  function* () {
    return { model: yield* AnthropicSettings.config, embedding: yield* Embedders.fromConfig }
  }
)

/** Learners with a key of their own have their authors asked with it; every call is within their budget. */
export const layer = ({
  embedding = { present: { embedder: "lexical" } },
  model = AnthropicSettings.defaults
}: Makers): Layer.Layer<Anthropic.Authors | Embedder, EmbedderFailed, ProviderKeyVault | TokenLedger> =>
  Layer.merge(Layer.provide(Authors.layer(model), Budget.layerModels), Embedders.layer(embedding))

/** A few words for the people who start it. */
export const describe = ({ embedding, model }: Makers): ReadonlyArray<string> => [
  authorsOf(model),
  Embedders.describe(embedding ?? { present: { embedder: "lexical" } })
]

const authorsOf = (model: AnthropicSettings.AnthropicSettings | undefined): string =>
  model !== undefined && AnthropicSettings.servesEverybody(model)
    ? `authors ${model.model} at ${new URL(AnthropicSettings.baseUrlOf(model)).host}`
    : "offline authors"
