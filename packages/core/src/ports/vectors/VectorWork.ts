import { Context, type DateTime, type Effect, type Stream } from "effect"
import type { EmbeddedKind, SpaceId } from "../../domain/vectors/Embedding.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Traceparent } from "../Traceparent.ts"

/** A goal or flashcard whose vectors are out of date. */
export interface VectorTask {
  readonly userId: UserId
  readonly kind: EmbeddedKind
  readonly id: string
  /** The text as it is now; `null` where the goal or flashcard is gone, and its vectors must go too. */
  readonly text: string | null
  /** The space that is being filled by a reindex; `null` where only what changed is brought in line. */
  readonly space: SpaceId | null
  /** How often it has failed. */
  readonly attempts: number
  /** Of all changes ever enqueued, none has the same. */
  readonly revision: number
  /** The trace of whoever made the change, where it is traced. */
  readonly causedBy: Traceparent | null
}

/** A task that could not be done, why, and when to try again. */
export interface VectorTaskFailure {
  readonly task: VectorTask
  readonly failure: string
  readonly dueAt: DateTime.Utc
}

export interface VectorTaking {
  /** Tasks that are due at this moment. */
  readonly at: DateTime.Utc
  readonly limit: number
  /** Of these learners only; without it, of anybody. */
  readonly learners?: ReadonlyArray<UserId>
  /** The spaces the taker can fill. Tasks that fill another one are left to those who can. */
  readonly spaces: ReadonlyArray<SpaceId>
}

/** A task that waits, for those who look after all of them. */
export interface WaitingVectorTask extends Omit<VectorTask, "text" | "userId" | "causedBy"> {
  /** Since when the vectors are out of date. */
  readonly enqueuedAt: DateTime.Utc
  readonly dueAt: DateTime.Utc
  readonly lastFailure: string | null
}

export interface VectorWorkSummary {
  readonly waiting: number
  /** Of those, the ones that have failed at least once, and the ones that seem to fail for good. */
  readonly failing: number
  readonly stuck: number
  readonly oldestAt: DateTime.Utc | null
  readonly lastFailure: string | null
}

/**
 * What is to be done so that vectors agree with goals and flashcards: the outbox of `GoalStore` and `FlashcardStore`.
 *
 * **Details**
 *
 * The stores enqueue in the transaction that changes a text or removes it: a change that is kept is in here, and one
 * that is refused is not. There is one task for a goal or flashcard, however often it changes. It stays until its last
 * revision is done, so nothing is lost when whoever does it dies.
 */
export class VectorWork extends Context.Service<
  VectorWork,
  {
    /**
     * Hands a batch of tasks to `work`, and forgets those it does not name as failed unless they changed meanwhile. One
     * batch at a time among all programs on the same stores: so no batch overwrites what a later one wrote. Gives the
     * number of tasks taken.
     */
    readonly take: (
      taking: VectorTaking,
      work: (tasks: ReadonlyArray<VectorTask>) => Effect.Effect<ReadonlyArray<VectorTaskFailure>>
    ) => Effect.Effect<number, StoreUnavailable>
    /** Does something while no batch is under way, among all programs on the same stores. */
    readonly still: <A, E>(quiet: Effect.Effect<A, E>) => Effect.Effect<A, E | StoreUnavailable>
    /** Adds tasks for goals or flashcards, also for such as are gone. */
    readonly enqueue: (
      userId: UserId,
      kind: EmbeddedKind,
      ids: ReadonlyArray<string>
    ) => Effect.Effect<void, StoreUnavailable>
    /** Adds a task for every goal and flashcard of everybody, to fill the space. Gives their number. */
    readonly enqueueAll: (space: SpaceId) => Effect.Effect<number, StoreUnavailable>
    /** The tasks of a learner, in the order of their changes. */
    readonly waiting: (userId: UserId) => Effect.Effect<ReadonlyArray<WaitingVectorTask>, StoreUnavailable>
    /** How many tasks are left to fill the space. */
    readonly waitingFor: (space: SpaceId) => Effect.Effect<number, StoreUnavailable>
    /** Counts the tasks of everybody. */
    readonly summary: Effect.Effect<VectorWorkSummary, StoreUnavailable>
    /** Says that there may be something to do. Saves waiting, and may miss any number of changes: so poll as well. */
    readonly nudges: Stream.Stream<void>
  }
>()("@loopi/core/ports/vectors/VectorWork") {}
