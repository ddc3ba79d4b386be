/**
 * The spaces that meanings are embedded in, and the one a learner is searched in.
 */
import { Context, Effect, Layer } from "effect"
import type { EmbeddedKind, Neighbour, SpaceId, Vector } from "../../domain/vectors/Embedding.ts"
import type { UserId } from "../../domain/users/User.ts"
import { Embedder, EmbedderFailed, OtherEmbedders } from "../../ports/vectors/Embedder.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

/** One space: what makes its vectors, and what finds them. */
export interface MeaningSpace {
  readonly space: SpaceId
  /** One vector a text. Gives up after five seconds. */
  readonly embed: (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Vector>, EmbedderFailed>
  /** For each vector the learner's nearest goals or cards, best first. */
  readonly nearest: (
    userId: UserId,
    kind: EmbeddedKind,
    vectors: ReadonlyArray<Vector>,
    limit: number,
    /** Leaves out whatever scores less. */
    atLeast?: number
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Neighbour>>, StoreUnavailable>
}

export class Embeddings extends Context.Service<
  Embeddings,
  {
    /** The space of the present embedder. */
    readonly present: MeaningSpace
    /** Every space there is an embedder for, the present one first. */
    readonly spaces: ReadonlyArray<MeaningSpace>
    /** The spaces a learner's vectors are to be kept in: the present one, and others they are still searched in. */
    readonly kept: (userId: UserId) => Effect.Effect<ReadonlyArray<MeaningSpace>, StoreUnavailable>
    /** The space a learner is searched in: another one until a reindex has filled the present one and dropped it. */
    readonly searched: (userId: UserId) => Effect.Effect<MeaningSpace, StoreUnavailable>
  }
>()("@loopi/core/usecases/vectors/Embeddings") {
  static readonly layer: Layer.Layer<Embeddings, never, Embedder | EmbeddingIndex> = Layer.effect(
    Embeddings,
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const spaceOf = spaceOver(index)
      const present = spaceOf(yield* Embedder)
      const others = (yield* OtherEmbedders).map(spaceOf).filter(({ space }) => space !== present.space)

      const othersInUse = (userId: UserId) =>
        others.length === 0
          ? Effect.succeed([])
          : Effect.map(index.spaces(userId), (used) => others.filter(({ space }) => used.includes(space)))

      return Embeddings.of({
        present,
        spaces: [present, ...others],
        kept: (userId) => Effect.map(othersInUse(userId), (used) => [present, ...used]),
        searched: (userId) => Effect.map(othersInUse(userId), ([other]) => other ?? present)
      })
    })
  )
}

const spaceOver =
  (index: EmbeddingIndex["Service"]) =>
  ({ embed, space }: Embedder["Service"]): MeaningSpace => ({
    space,
    embed: (texts) =>
      embed(texts).pipe(
        Effect.timeoutOrElse({
          duration: "5 seconds",
          orElse: () => EmbedderFailed.make({ reason: "timed_out", retryable: true })
        })
      ),
    nearest: (userId, kind, vectors, limit, atLeast) =>
      index
        .nearest(userId, { kind, space, vectors, limit, ...(atLeast !== undefined && { atLeast }) })
        .pipe(Effect.catchTag("VectorRefused", Effect.die))
  })
