import { Context, type Effect } from "effect"
import type { Sides } from "../../domain/duplicates/Similarity.ts"
import type { Assignment, AuthorError } from "./FlashcardAuthor.ts"

/** Writes wrong answers that are worth choosing. */
export class DistractorAuthor extends Context.Service<
  DistractorAuthor,
  {
    /**
     * Three wrong options for each card, in the order of the cards; none where no good ones were found. They are
     * checked before they are kept.
     */
    readonly write: (
      assignment: Assignment,
      cards: ReadonlyArray<Sides>
    ) => Effect.Effect<ReadonlyArray<ReadonlyArray<string>>, AuthorError>
  }
>()("@loopi/core/ports/flashcards/DistractorAuthor") {}
