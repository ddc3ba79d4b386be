import { Context, Effect } from "effect"
import type { QualityFinding } from "../../domain/QualityFinding.ts"
import type { Sides } from "../../domain/duplicates/Similarity.ts"
import type { Assignment, AuthorError } from "./FlashcardAuthor.ts"

interface Reviewer {
  /** What is wrong with each card, in the order of the cards. */
  readonly review: (
    assignment: Assignment,
    cards: ReadonlyArray<Sides>
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<QualityFinding>>, AuthorError>
}

/** Finds nothing wrong: what the rules say is all. Who sees it need not ask. */
export const noReviewer: Reviewer = { review: (_assignment, cards) => Effect.succeed(cards.map(() => [])) }

/**
 * Looks at cards as a teacher would, beyond what rules can tell: whether the answer is right, and worth knowing. Nobody
 * has to provide one: then cards pass with what the rules say.
 */
export const CardReviewer = Context.Reference<Reviewer>("@loopi/core/ports/flashcards/CardReviewer", {
  defaultValue: () => noReviewer
})
