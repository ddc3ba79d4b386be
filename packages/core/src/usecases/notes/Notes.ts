/**
 * What a learner does with the notes they learn from.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import { NoteRefused, refuseNote, SourceDocument, SourceDocumentId } from "../../domain/notes/Source.ts"
import { cut } from "../../domain/Text.ts"
import type { UserId } from "../../domain/users/User.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { oneAtATime } from "../oneAtATime.ts"

/** A note as it comes in: not checked yet. */
export interface NewNote {
  readonly name: string
  readonly text: string
}

export class Notes extends Context.Service<
  Notes,
  {
    /** Keeps a note for a goal, to the letter. The same text twice is kept once. */
    readonly add: (
      userId: UserId,
      goalId: GoalId,
      note: NewNote
    ) => Effect.Effect<SourceDocument, NoteRefused | GoalNotFound | StoreUnavailable>
    /** A goal's notes, oldest first. */
    readonly list: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<ReadonlyArray<SourceDocument>, GoalNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/notes/Notes") {
  static readonly layer: Layer.Layer<Notes, never, GoalStore | SourceDocumentStore> = Layer.effect(
    Notes,
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const documents = yield* SourceDocumentStore
      const ids = yield* Ids
      const inTurn = oneAtATime()

      const keepOnce = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId, note: NewNote) {
        const known = (yield* documents.list(userId, goalId)).find((document) => document.text === note.text)
        if (known !== undefined) return known

        const document = SourceDocument.make({
          id: SourceDocumentId.make(yield* ids.next),
          userId,
          goalId,
          name: cut(note.name, 200) || "notes",
          text: note.text,
          createdAt: yield* DateTime.now
        })

        yield* documents.insert(document)
        return document
      })

      const add = Effect.fn("Notes.add")(function* (userId: UserId, goalId: GoalId, note: NewNote) {
        const reason = refuseNote(note.text)
        if (reason !== undefined) return yield* NoteRefused.make({ reason, name: note.name })
        yield* goals.get(userId, goalId)
        return yield* keepOnce(userId, goalId, note).pipe(inTurn(goalId))
      })

      const list = Effect.fn("Notes.list")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        return yield* documents.list(userId, goalId)
      })

      return Notes.of({ add, list })
    })
  )
}
