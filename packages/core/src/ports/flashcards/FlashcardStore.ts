import { Context, type DateTime, type Effect } from "effect"
import type { CardSides } from "../../domain/duplicates/Duplicates.ts"
import type {
  Flashcard,
  FlashcardConflict,
  FlashcardId,
  FlashcardNotFound,
  FlashcardRevision,
  FlashcardStatus
} from "../../domain/flashcards/Flashcard.ts"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { SkillNodeId } from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Which of a learner's cards to list. Pages follow the ids: `after` is the last one of the page before. */
export interface FlashcardQuery {
  readonly goalId?: GoalId
  readonly nodeId?: SkillNodeId
  readonly status?: FlashcardStatus
  readonly after?: FlashcardId
  readonly limit?: number
}

/** Where flashcards are kept. */
export class FlashcardStore extends Context.Service<
  FlashcardStore,
  {
    /** Adds cards of known goals, all or none. Their ids must be new. */
    readonly insert: (cards: ReadonlyArray<Flashcard>) => Effect.Effect<void, StoreUnavailable>
    readonly get: (userId: UserId, id: FlashcardId) => Effect.Effect<Flashcard, FlashcardNotFound | StoreUnavailable>
    /** Those of the cards that the learner has, in the order asked for. */
    readonly many: (
      userId: UserId,
      ids: ReadonlyArray<FlashcardId>
    ) => Effect.Effect<ReadonlyArray<Flashcard>, StoreUnavailable>
    /** What those of the cards that the learner has ask and answer, in any order: what is compared with others. */
    readonly sides: (
      userId: UserId,
      ids: ReadonlyArray<FlashcardId>
    ) => Effect.Effect<ReadonlyArray<CardSides>, StoreUnavailable>
    /** By id, which is the order they were made in. */
    readonly list: (userId: UserId, query: FlashcardQuery) => Effect.Effect<ReadonlyArray<Flashcard>, StoreUnavailable>
    /**
     * Writes a card anew that was last changed at `expected`: its kind, question, answer, distractors, authorship and the
     * time of the change, and nothing else of it. Gives the card as it is then. What stood there stays as a revision. Each
     * change has a time of its own, if need be a millisecond later.
     */
    readonly update: (
      card: Flashcard,
      expected: DateTime.Utc
    ) => Effect.Effect<Flashcard, FlashcardNotFound | FlashcardConflict | StoreUnavailable>
    /** What a card said before, oldest first. */
    readonly revisions: (
      userId: UserId,
      id: FlashcardId
    ) => Effect.Effect<ReadonlyArray<FlashcardRevision>, StoreUnavailable>
    /** Makes drafts active. Cards that are active, gone or someone else's are left alone. */
    readonly activate: (
      userId: UserId,
      ids: ReadonlyArray<FlashcardId>,
      at: DateTime.Utc
    ) => Effect.Effect<void, StoreUnavailable>
    /** Removes cards and their revisions; their reviews stay. Cards that are gone or someone else's are left alone. */
    readonly remove: (userId: UserId, ids: ReadonlyArray<FlashcardId>) => Effect.Effect<void, StoreUnavailable>
  }
>()("@loopi/core/ports/flashcards/FlashcardStore") {}
