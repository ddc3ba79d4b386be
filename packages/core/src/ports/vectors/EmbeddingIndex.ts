import { Context, type Effect, type Stream } from "effect"
import type {
  EmbeddedKind,
  Neighbour,
  SpaceId,
  Vector,
  VectorFlaw,
  VectorRefused
} from "../../domain/vectors/Embedding.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

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

/** What is known of a vector without reading it. */
export type EmbeddingEntry = Omit<Embedding, "vector">

/** A kept vector that could not have been put, and why. */
export interface FlawedEmbedding {
  readonly kind: EmbeddedKind
  readonly id: string
  readonly space: SpaceId
  readonly flaw: VectorFlaw
}

export interface NearestQuery {
  readonly kind: EmbeddedKind
  readonly space: SpaceId
  readonly vectors: ReadonlyArray<Vector>
  /** Neighbours wanted for each vector. */
  readonly limit: number
  /** Leaves out whatever scores less. Far quicker where most do. */
  readonly atLeast?: number
}

/**
 * Finds a learner's goals and flashcards by meaning.
 *
 * **Details**
 *
 * A projection: it can be rebuilt from what it was computed from. Searches are exact and within one learner, and see
 * every write that was acknowledged before. The same goal or flashcard may be kept in several spaces, which know nothing
 * of each other: so one is filled while another is still searched.
 */
export class EmbeddingIndex extends Context.Service<
  EmbeddingIndex,
  {
    /** Keeps vectors, each in the place of the one before for its learner, kind, space and id. All or none are refused. */
    readonly put: (embeddings: ReadonlyArray<Embedding>) => Effect.Effect<void, VectorRefused | StoreUnavailable>
    /** Removes goals or flashcards from all spaces. */
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
    /** What is kept for a learner, by id and then space, without the vectors. */
    readonly entries: (
      userId: UserId,
      kind: EmbeddedKind
    ) => Effect.Effect<ReadonlyArray<EmbeddingEntry>, StoreUnavailable>
    /** The spaces a learner has vectors in, by name. */
    readonly spaces: (userId: UserId) => Effect.Effect<ReadonlyArray<SpaceId>, StoreUnavailable>
    /** Removes whatever a learner has in a space. */
    readonly drop: (userId: UserId, space: SpaceId) => Effect.Effect<void, StoreUnavailable>
    /** Reads every vector of a learner and names those that damage, not `put`, must have brought in. */
    readonly flawed: (userId: UserId) => Effect.Effect<ReadonlyArray<FlawedEmbedding>, StoreUnavailable>
    /** Removes whatever a learner has, in all spaces. */
    readonly erase: (userId: UserId) => Effect.Effect<void, StoreUnavailable>
    /** Sees to it that no file holds anything of what was removed. Fails where somebody still works on the files. */
    readonly sweep: Effect.Effect<void, StoreUnavailable>
    /** Everyone who has a vector, each once: also those no store knows. */
    readonly learners: Stream.Stream<UserId, StoreUnavailable>
  }
>()("@loopi/core/ports/vectors/EmbeddingIndex") {}
