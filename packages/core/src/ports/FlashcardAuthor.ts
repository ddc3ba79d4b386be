import { Context, type Stream } from "effect"
import type { ProposalPlace, ProposedCard } from "../domain/FlashcardProposal.ts"
import type { AuthorFailed } from "./AuthorFailed.ts"

/** What an author is asked to write cards for. */
export interface Assignment extends ProposalPlace {
  /** Cards wanted at most; `null` leaves it to the author: for notes, all that stands in them. */
  readonly count: number | null
}

/** Writes flashcards for a skill, one by one. What it proposes is checked before it is kept. */
export class FlashcardAuthor extends Context.Service<
  FlashcardAuthor,
  {
    readonly write: (assignment: Assignment) => Stream.Stream<ProposedCard, AuthorFailed>
  }
>()("@loopi/core/ports/FlashcardAuthor") {}
