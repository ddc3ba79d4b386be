import { Context, type Stream } from "effect"
import type { Authorship, FlashcardKind } from "../domain/Flashcard.ts"
import type { Goal } from "../domain/Goal.ts"
import type { SkillNode } from "../domain/SkillTree.ts"
import type { SourceDocument, SourceSpan } from "../domain/Source.ts"
import type { AuthorFailed } from "./AuthorFailed.ts"

/** What an author is asked to write cards for. */
export interface Assignment {
  readonly goal: Goal
  readonly node: SkillNode
  /** Titles from the category down to the node. */
  readonly path: ReadonlyArray<string>
  /** The note the node comes from, if there is one. */
  readonly document: SourceDocument | null
  /** Cards wanted at most; `null` leaves it to the author: for notes, all that stands in them. */
  readonly count: number | null
}

/** A card as its author proposes it: not checked yet, and not the learner's. */
export interface ProposedCard {
  readonly kind: FlashcardKind
  readonly question: string
  readonly answer: string
  readonly source: SourceSpan | null
  readonly authorship: Authorship
}

/** Writes flashcards for a skill, one by one. What it proposes is checked before it is kept. */
export class FlashcardAuthor extends Context.Service<
  FlashcardAuthor,
  {
    readonly write: (assignment: Assignment) => Stream.Stream<ProposedCard, AuthorFailed>
  }
>()("@loopi/core/ports/FlashcardAuthor") {}
