/**
 * What is counted of learning, for whoever runs Loopi: never by learner, goal or card.
 */
import { Effect, Metric } from "effect"
import { type Rating, ratingNames } from "../../domain/reviews/Review.ts"
import type { RunKind, RunStatus } from "../../domain/runs/Run.ts"
import type { TokenUsage } from "../../domain/budget/TokenLedger.ts"

export const rated = (rating: Rating): Effect.Effect<void> =>
  Metric.update(Metric.withAttributes(ratings, { "loopi.rating": ratingNames[rating].toLowerCase() }), 1)

/** A run has come to this state. */
export const runIs = (kind: RunKind, status: RunStatus): Effect.Effect<void> =>
  Metric.update(Metric.withAttributes(runs, { "loopi.run.kind": kind, "loopi.run.state": status }), 1)

/** A call to a model has ended. Its model is one of those in the settings. */
export const tokensUsed = (model: string, { inputTokens, outputTokens }: TokenUsage): Effect.Effect<void> =>
  Effect.andThen(
    Metric.update(Metric.withAttributes(tokens, tokenAttributes(model, "input")), inputTokens),
    Metric.update(Metric.withAttributes(tokens, tokenAttributes(model, "output")), outputTokens)
  )

/** What a span says of a call to a model; the names are those of the semantic conventions. */
export const callAttributes = (model: string) => ({ "gen_ai.operation.name": "chat", "gen_ai.request.model": model })

export const usageAttributes = ({ inputTokens, outputTokens }: TokenUsage) => ({
  "gen_ai.usage.input_tokens": inputTokens,
  "gen_ai.usage.output_tokens": outputTokens
})

const ratings = Metric.counter("loopi.ratings", { description: "Ratings that were kept.", incremental: true })

const runs = Metric.counter("loopi.runs", { description: "Runs, by each state they came to.", incremental: true })

/** The name, attributes and boundaries are those of the semantic conventions. */
const tokens = Metric.histogram("gen_ai.client.token.usage", {
  description: "Tokens of a call to a model.",
  boundaries: [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576],
  attributes: { unit: "{token}" }
})

const tokenAttributes = (model: string, type: "input" | "output") => ({
  ...callAttributes(model),
  "gen_ai.token.type": type
})
