/**
 * Which embedder is asked, decided once: what is sent where follows from it, and so does what people are told.
 */
import { type Duration, type Redacted, Schema } from "effect"
import { dialects } from "./dialects/dialects.ts"
import { type Provider, providers } from "./dialects/Dialect.ts"

/** A model over HTTP. What is left out is as its dialect says. */
export interface HttpEmbedderSettings {
  readonly embedder: Provider
  readonly apiKey?: Redacted.Redacted | undefined
  /** Where the provider's paths begin, such as `https://api.jina.ai/v1`. */
  readonly url?: string | undefined
  readonly model?: string | undefined
  /** How long the model's vectors are, where it is not known: spares the question at the start. */
  readonly dimension?: number | undefined
  /** One call may take so long. */
  readonly timeout?: Duration.Input | undefined
  /** Waiting for a limit and trying again may take so long in all. */
  readonly patience?: Duration.Input | undefined
  readonly batch?: number | undefined
  readonly concurrency?: number | undefined
  /** Vectors remembered. */
  readonly capacity?: number | undefined
}

/** By spelling, in process; or by meaning too, with a small model in a thread of its own. Nothing leaves the machine. */
export interface OfflineEmbedderSettings {
  readonly embedder: "lexical" | "hybrid"
  /** It was not what was asked for, which is not installed. */
  readonly insteadOf?: "hybrid" | undefined
}

export type EmbedderSettings = HttpEmbedderSettings | OfflineEmbedderSettings

export interface EmbeddingSettings {
  readonly present: EmbedderSettings
  /** The one before: it answers until a reindex has filled the space of the present one. */
  readonly before?: EmbedderSettings | undefined
}

export const EmbedderName = Schema.Literals([...providers, "hybrid", "lexical"])
export type EmbedderName = typeof EmbedderName.Type

/** The settings name an embedder there is not, or leave out what it needs. */
export class EmbeddingSettingsRefused extends Schema.TaggedError<EmbeddingSettingsRefused>()(
  "EmbeddingSettingsRefused",
  {
    reason: Schema.Literals(["unknown_embedder", "no_embedder_key", "embedder_url_unusable", "url_without_embedder"]),
    /** What the setting says, or which one is missing. Never a key. */
    setting: Schema.String
  }
) {}

/** A few words for the people who start it. */
export const describe = ({ present }: EmbeddingSettings): string => {
  switch (present.embedder) {
    case "lexical":
      return present.insteadOf === undefined
        ? "offline embedder"
        : "offline embedder by spelling alone (the hybrid one is not installed)"
    case "hybrid":
      return "offline hybrid embedder"
    default:
      return `embedder ${present.embedder} (${present.model ?? dialects[present.embedder].model})`
  }
}
