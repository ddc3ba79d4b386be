import { Context, type Effect } from "effect"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { SourceDocument, SourceDocumentId, SourceDocumentNotFound } from "../../domain/notes/Source.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Where a learner's notes are kept, to the letter: cards and skills point into them by offset. */
export class SourceDocumentStore extends Context.Service<
  SourceDocumentStore,
  {
    /** Adds a note to a known goal. Its id must be new. */
    readonly insert: (document: SourceDocument) => Effect.Effect<void, StoreUnavailable>
    readonly get: (
      userId: UserId,
      id: SourceDocumentId
    ) => Effect.Effect<SourceDocument, SourceDocumentNotFound | StoreUnavailable>
    /** A goal's notes, oldest first. */
    readonly list: (userId: UserId, goalId: GoalId) => Effect.Effect<ReadonlyArray<SourceDocument>, StoreUnavailable>
  }
>()("@loopi/core/ports/notes/SourceDocumentStore") {}
