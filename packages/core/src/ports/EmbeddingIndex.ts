import { Context, type Effect } from "effect"
import type { EmbeddedKind, Neighbour, SpaceId, Vector, VectorRefused } from "../domain/Embedding.ts"
import type { UserId } from "../domain/User.ts"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/** A vector with all it needs to be trusted: whose, of what, in which space, computed from which text. */
export interface Embedding {
  readonly userId: UserId
  readonly kind: EmbeddedKind
  /** The id of the goal or flashcard. */
  readonly id: string
  readonly space: SpaceId
  /** SHA-256 of the text, in hexadecimal. */
  readonly contentHash: string
  readonly vector: Vector
}

export interface NearestQuery {
  readonly kind: EmbeddedKind
  readonly space: SpaceId
  readonly vectors: ReadonlyArray<Vector>
  /** Neighbours wanted for each vector. */
  readonly limit: number
}

/**
 * Finds a learner's goals and flashcards by meaning.
 *
 * **Details**
 *
 * A projection: it can be rebuilt from what it was computed from. Searches are exact and within one learner, and see
 * every write that was acknowledged before.
 */
export class EmbeddingIndex extends Context.Service<
  EmbeddingIndex,
  {
    /** Keeps vectors, each in the place of the one before for its learner, kind and id. All or none are refused. */
    readonly put: (embeddings: ReadonlyArray<Embedding>) => Effect.Effect<void, VectorRefused | StoreUnavailable>
    readonly remove: (
      userId: UserId,
      kind: EmbeddedKind,
      ids: ReadonlyArray<string>
    ) => Effect.Effect<void, StoreUnavailable>
    /** For each vector its nearest neighbours in its space, best first, equal ones by id. */
    readonly nearest: (
      userId: UserId,
      query: NearestQuery
    ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Neighbour>>, VectorRefused | StoreUnavailable>
    /** What is kept for a learner, by id, without the vectors. */
    readonly entries: (
      userId: UserId,
      kind: EmbeddedKind
    ) => Effect.Effect<ReadonlyArray<Omit<Embedding, "vector">>, StoreUnavailable>
  }
>()("@loopi/core/ports/EmbeddingIndex") {}
