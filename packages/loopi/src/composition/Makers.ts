/**
 * Who writes trees and cards, and who tells what they mean: chosen apart from the databases.
 */
import { type Anthropic, AnthropicSettings, Authors, Embedders } from "@loopi/ai"
import {
  Budget,
  CurrentPolicy,
  defaultPolicy,
  type Embedder,
  type EmbedderFailed,
  type Mailer,
  type PasswordHasher,
  type Policy,
  type ProviderKeyVault,
  type TokenLedger
} from "@loopi/core"
import { Config, Effect, Layer, Schema } from "effect"
import * as GuardedAuthors from "../resilience/GuardedAuthors.ts"
import * as AccountOptions from "../accounts/AccountOptions.ts"
import * as GuardedEmbedder from "../resilience/GuardedEmbedder.ts"

/** What is left out is offline: it needs no key and no network. */
export interface Makers {
  /** What is left out of it is as in `AnthropicSettings.defaults`. */
  readonly model?: Partial<AnthropicSettings.AnthropicSettings> | undefined
  readonly embedding?: Embedders.EmbeddingSettings | undefined
  /** What each learner may have models do. */
  readonly budget?: Partial<BudgetSettings> | undefined
  /** How learners join and sign in, where they do. */
  readonly accounts?: AccountOptions.AccountOptions | undefined
}

export type BudgetSettings = Pick<Policy, "callsPerDay" | "tokensPerDay" | "runsAtOnce" | "runsPerHour">

const atLeast = (least: number, name: string, otherwise: number) =>
  Config.schema(Schema.NumberFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(least)), name).pipe(
    Config.withDefault(otherwise)
  )

const budgetConfig: Config.Config<BudgetSettings> = Config.all({
  callsPerDay: atLeast(0, "LOOPI_CALLS_PER_DAY", defaultPolicy.callsPerDay),
  tokensPerDay: atLeast(0, "LOOPI_TOKENS_PER_DAY", defaultPolicy.tokensPerDay),
  runsAtOnce: atLeast(1, "LOOPI_RUNS_AT_ONCE", defaultPolicy.runsAtOnce),
  runsPerHour: atLeast(1, "LOOPI_RUNS_PER_HOUR", defaultPolicy.runsPerHour)
})

/** What the environment asks for: `ANTHROPIC_API_KEY`, `LOOPI_EMBEDDER`, `LOOPI_TOKENS_PER_DAY` and their like. */
export const fromConfig: Effect.Effect<Makers, Embedders.EmbeddingSettingsRefused | Config.ConfigError> = Effect.gen(
  function* () {
    return {
      model: yield* AnthropicSettings.config,
      embedding: yield* Embedders.fromConfig,
      budget: yield* budgetConfig,
      accounts: yield* AccountOptions.fromConfig
    }
  }
)

/** What does things for learners: writes, embeds, hashes their passwords, mails them. */
export type Made = Anthropic.Authors | Embedder | PasswordHasher | Mailer

/** Learners with a key of their own have their authors asked with it; every call is within their budget. */
export const layer = ({
  accounts = {},
  embedding = { present: { embedder: "lexical" } },
  model
}: Makers): Layer.Layer<Made, EmbedderFailed, ProviderKeyVault | TokenLedger> =>
  Layer.mergeAll(
    Layer.provide(Authors.layer({ ...AnthropicSettings.defaults, ...model }, GuardedAuthors.over), Budget.layerModels),
    embedderOf(embedding),
    AccountOptions.layer(accounts)
  )

/** What goes by spelling needs nobody who could be away. */
const embedderOf = (settings: Embedders.EmbeddingSettings): Layer.Layer<Embedder, EmbedderFailed> =>
  settings.present.embedder === "lexical" ? Embedders.layer(settings) : GuardedEmbedder.layer(Embedders.layer(settings))

/** The rules everything goes by, with what the settings say of them. */
export const layerPolicy = ({ accounts = {}, budget }: Makers): Layer.Layer<never> =>
  Layer.merge(
    AccountOptions.layerSettings(accounts),
    Layer.effect(
      CurrentPolicy,
      Effect.map(CurrentPolicy, (policy) => ({ ...policy, ...budget }))
    )
  )

/** A few words for the people who start it. */
export const describe = ({ accounts = {}, embedding, model }: Makers): ReadonlyArray<string> => [
  authorsOf(model),
  Embedders.describe(embedding ?? { present: { embedder: "lexical" } }),
  ...AccountOptions.describe(accounts)
]

const authorsOf = (asked: Makers["model"]): string => {
  const model = { ...AnthropicSettings.defaults, ...asked }
  return AnthropicSettings.servesEverybody(model)
    ? `authors ${model.model} at ${new URL(AnthropicSettings.baseUrlOf(model)).host}`
    : "offline authors"
}
