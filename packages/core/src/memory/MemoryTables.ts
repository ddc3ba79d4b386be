import { Context, DateTime, Effect, Layer } from "effect"
import type { EmbeddedKind, SpaceId } from "../domain/vectors/Embedding.ts"
import type { Flashcard, FlashcardId } from "../domain/flashcards/Flashcard.ts"
import type { Goal, GoalId } from "../domain/goals/Goal.ts"
import type { UserId } from "../domain/users/User.ts"
import { currentTraceparent, type Traceparent } from "../ports/Traceparent.ts"
import type { WaitingVectorTask } from "../ports/vectors/VectorWork.ts"

export interface VectorRow extends WaitingVectorTask {
  readonly userId: UserId
  readonly causedBy: Traceparent | null
}

/** The rows that change together: goals, flashcards, and the work on their vectors. */
export class MemoryTables extends Context.Service<
  MemoryTables,
  {
    readonly goals: Map<GoalId, Goal>
    readonly cards: Map<FlashcardId, Flashcard>
    readonly vectorWork: Map<string, VectorRow>
    /** Adds a task, or a new revision of the one there is. */
    readonly enqueue: (
      userId: UserId,
      kind: EmbeddedKind,
      ids: ReadonlyArray<string>,
      space?: SpaceId
    ) => Effect.Effect<void>
  }
>()("@loopi/core/memory/MemoryTables") {
  static readonly layer: Layer.Layer<MemoryTables> = Layer.sync(MemoryTables, () => {
    const vectorWork = new Map<string, VectorRow>()
    let revision = 0
    return MemoryTables.of({
      goals: new Map(),
      cards: new Map(),
      vectorWork,
      enqueue: Effect.fnUntraced(function* (userId, kind, ids, space) {
        const now = yield* DateTime.now
        const causedBy = yield* currentTraceparent
        for (const id of ids) {
          const before = vectorWork.get(keyOf({ userId, kind, id }))
          vectorWork.set(keyOf({ userId, kind, id }), {
            userId,
            kind,
            id,
            attempts: 0,
            revision: ++revision,
            causedBy,
            dueAt: now,
            lastFailure: null,
            space: space ?? before?.space ?? null,
            enqueuedAt: before?.enqueuedAt ?? now
          })
        }
      })
    })
  })
}

export const keyOf = ({ id, kind, userId }: Pick<VectorRow, "userId" | "kind" | "id">) => `${userId}/${kind}/${id}`
