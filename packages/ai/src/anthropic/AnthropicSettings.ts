/**
 * Which model writes, and how much it may take.
 */
import { Config, Duration, Option, type Redacted, Schema } from "effect"

/** How a model is held to the form of its answer: by its server, or by words alone. */
export type StructuredOutput = "native" | "prompt" | "auto"

export type Effort = "low" | "medium" | "high" | "xhigh" | "max"

export interface AnthropicSettings {
  /** The server's own key. Learners with a key of their own use theirs. */
  readonly apiKey?: Redacted.Redacted | undefined
  /** Any server that speaks the Messages API: Ollama, LM Studio, llama.cpp, a gateway. May need no key. */
  readonly baseUrl?: string | undefined
  readonly model: string
  readonly effort?: Effort | undefined
  /** The longest answer, in tokens. This much is reserved of the learner's budget for each call. */
  readonly maxTokens: number
  /** The longest silence of a server before its call is given up. */
  readonly timeout: Duration.Duration
  /** The longest wait for one more try. Asked to wait longer, the author gives up and says until when. */
  readonly patience: Duration.Duration
  /** Tries after the first. */
  readonly retries: number
  readonly structuredOutput: StructuredOutput
}

const anthropicUrl = "https://api.anthropic.com"

export const defaults: AnthropicSettings = {
  model: "claude-sonnet-5-5",
  maxTokens: 8_192,
  timeout: Duration.minutes(2),
  patience: Duration.minutes(1),
  retries: 3,
  structuredOutput: "auto"
}

export const baseUrlOf = ({ baseUrl }: AnthropicSettings): string => baseUrl ?? anthropicUrl

/** Whether the server holds the model to a schema: Anthropic's does, of others nobody knows. */
export const isNative = (settings: AnthropicSettings): boolean =>
  settings.structuredOutput === "auto"
    ? /(?:^|\.)anthropic\.com$/.test(new URL(baseUrlOf(settings)).hostname)
    : settings.structuredOutput === "native"

/** Whether there is a model for learners without a key of their own. */
export const servesEverybody = ({ apiKey, baseUrl }: AnthropicSettings): boolean =>
  apiKey !== undefined || baseUrl !== undefined

const optional = <A>(config: Config.Config<A>): Config.Config<A | undefined> =>
  Config.map(Config.option(config), Option.getOrUndefined)

const atLeast = (least: number, name: string): Config.Config<number> =>
  Config.schema(Schema.NumberFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(least)), name)

/** The settings as the environment has them. */
export const config: Config.Config<AnthropicSettings> = Config.all({
  apiKey: optional(Config.Redacted("ANTHROPIC_API_KEY")),
  baseUrl: optional(Config.map(Config.URL("ANTHROPIC_BASE_URL"), ({ href }) => href)),
  model: Config.NonEmptyString("LOOPI_MODEL").pipe(Config.withDefault(defaults.model)),
  effort: optional(Config.Literals(["low", "medium", "high", "xhigh", "max"], "LOOPI_EFFORT")),
  maxTokens: atLeast(1, "LOOPI_MAX_TOKENS").pipe(Config.withDefault(defaults.maxTokens)),
  timeout: Config.Duration("LOOPI_MODEL_TIMEOUT").pipe(Config.withDefault(defaults.timeout)),
  patience: Config.Duration("LOOPI_MODEL_PATIENCE").pipe(Config.withDefault(defaults.patience)),
  retries: atLeast(0, "LOOPI_MODEL_RETRIES").pipe(Config.withDefault(defaults.retries)),
  structuredOutput: Config.Literals(["native", "prompt", "auto"], "LOOPI_STRUCTURED_OUTPUT").pipe(
    Config.withDefault(defaults.structuredOutput)
  )
})
