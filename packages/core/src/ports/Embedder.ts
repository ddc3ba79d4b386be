import { Context, Schema, type Effect } from "effect"
import type { SpaceId, Vector } from "../domain/Embedding.ts"

/** The embedder could not do its work. Whether another try may help is in `retryable`. */
export class EmbedderFailed extends Schema.TaggedError<EmbedderFailed>()("EmbedderFailed", {
  retryable: Schema.Boolean,
  cause: Schema.Defect()
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
>()("@loopi/core/ports/Embedder") {}

/**
 * Embedders of spaces that learners may still be searched in, besides the present one: while a reindex fills the space
 * of a new embedder, the one before goes on answering. Nobody has to provide any.
 */
export const OtherEmbedders = Context.Reference<ReadonlyArray<Embedder["Service"]>>(
  "@loopi/core/ports/Embedder/OtherEmbedders",
  { defaultValue: () => [] }
)
