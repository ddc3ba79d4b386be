/**
 * What a learner does with the cards an author wrote: looks through them, has them made better, keeps or discards them.
 */
import { Context, type DateTime, Effect, Layer } from "effect"
import type { Flashcard, FlashcardConflict, FlashcardId, FlashcardNotFound } from "../../domain/flashcards/Flashcard.ts"
import type { LeftOutNotFound } from "../../domain/runs/Generation.ts"
import type { RunId, RunNotFound } from "../../domain/runs/Run.ts"
import type { Sides } from "../../domain/duplicates/Similarity.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { AuthorError } from "../../ports/flashcards/FlashcardAuthor.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { CardEdit, ChosenDrafts, Draft, Preview, Refined } from "./Draft.ts"
import { choosing } from "./choosing.ts"
import { editing } from "./editing.ts"
import { keeping } from "./keeping.ts"
import { previewing } from "./previewing.ts"
import { refining } from "./refining.ts"

export type NotRefined = FlashcardNotFound | FlashcardConflict | AuthorError

export class Drafts extends Context.Service<
  Drafts,
  {
    /** The drafts that are chosen, in the order they were made in. */
    readonly preview: (userId: UserId, chosen: ChosenDrafts) => Effect.Effect<Preview, StoreUnavailable>
    /**
     * Writes a card as the learner wants it, draft or not; what it said stays as a revision. Rules only warn of what is
     * their own. Wrong options that do not go with a new answer are taken away. With `expected`, only a card that was
     * last changed then.
     */
    readonly edit: (
      userId: UserId,
      id: FlashcardId,
      change: CardEdit,
      expected?: DateTime.Utc
    ) => Effect.Effect<Draft, FlashcardNotFound | FlashcardConflict | StoreUnavailable>
    /** Has the author write a card again, with the learner's words on it. Kept where it passes every check. */
    readonly refine: (userId: UserId, id: FlashcardId, feedback: string) => Effect.Effect<Refined, NotRefined>
    /** Begins to study the drafts. Gives their number. */
    readonly approve: (userId: UserId, chosen: ChosenDrafts) => Effect.Effect<number, StoreUnavailable>
    /** Removes the drafts. Gives their number. */
    readonly discard: (userId: UserId, chosen: ChosenDrafts) => Effect.Effect<number, StoreUnavailable>
    /**
     * Makes a draft of a card that a run left out because it repeats another, for the learner's reason. Asked again, it
     * is the same draft.
     */
    readonly keepAnyway: (
      userId: UserId,
      runId: RunId,
      sides: Sides,
      reason: string
    ) => Effect.Effect<Flashcard, RunNotFound | LeftOutNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/drafts/Drafts") {
  static readonly layer = Layer.effect(
    Drafts,
    Effect.gen(function* () {
      return Drafts.of({
        preview: yield* previewing,
        edit: yield* editing,
        refine: yield* refining,
        keepAnyway: yield* keeping,
        ...(yield* choosing)
      })
    })
  )
}
