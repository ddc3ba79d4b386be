import { Context, Schema, type Effect } from "effect"
import type { SpaceId, Vector } from "../../domain/vectors/Embedding.ts"

/** Why an embedder came back without vectors. */
export const EmbeddingFailure = Schema.Literals([
  /** A text without words or signs has no meaning to embed. */
  "blank_text",
  /** Too many calls in too short a time: `retryAfterMs` says when to come again. */
  "rate_limited",
  /** The account with the provider has nothing left. Only its owner can change that. */
  "balance_exhausted",
  /** The provider has more work than it can do. */
  "overloaded",
  /** The key is missing, wrong, or may not use the model. */
  "credentials_refused",
  /** The provider has no such model, or one that does not embed. */
  "model_unknown",
  /** The provider does not take the request as it is: a text that is too long, for example. */
  "request_refused",
  /** The model's vectors are longer than an index keeps. */
  "too_many_dimensions",
  /** The answer is not what was asked for: too few vectors, of another length than before, or none at all. */
  "malformed",
  "timed_out",
  "unreachable",
  /** What the embedder needs on this machine is not there, or does not start. */
  "not_usable",
  /** The embedder ended while it was at work. It is started again for whoever asks next. */
  "crashed"
])
export type EmbeddingFailure = typeof EmbeddingFailure.Type

/** The embedder could not do its work. It says nothing about the texts: they are the learner's. */
export class EmbedderFailed extends Schema.TaggedError<EmbedderFailed>()("EmbedderFailed", {
  reason: EmbeddingFailure,
  /** Whether another try may go well without anybody changing anything. */
  retryable: Schema.Boolean,
  /** How long the provider asks to wait, in milliseconds. */
  retryAfterMs: Schema.optionalKey(Schema.Finite)
}) {}

/** Turns texts into unit vectors of 1,024 numbers. */
export class Embedder extends Context.Service<
  Embedder,
  {
    /** Names the space the vectors live in. */
    readonly space: SpaceId
    /** One vector a text, in order. */
    readonly embed: (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Vector>, EmbedderFailed>
  }
>()("@loopi/core/ports/vectors/Embedder") {}

/**
 * Embedders of spaces that learners may still be searched in, besides the present one: while a reindex fills the space
 * of a new embedder, the one before goes on answering. Nobody has to provide any.
 */
export const OtherEmbedders = Context.Reference<ReadonlyArray<Embedder["Service"]>>(
  "@loopi/core/ports/vectors/Embedder/OtherEmbedders",
  { defaultValue: () => [] }
)
