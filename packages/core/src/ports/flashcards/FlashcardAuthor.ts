import { Context, type Effect, type Stream } from "effect"
import type { PlannedFact, ProposalPlace, ProposedCard } from "../../domain/flashcards/FlashcardProposal.ts"
import type { QualityFinding } from "../../domain/QualityFinding.ts"
import type { RunId } from "../../domain/runs/Run.ts"
import type { BudgetExceeded } from "../../domain/budget/TokenLedger.ts"
import type { AuthorFailed } from "../AuthorFailed.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** What an author is asked to write cards for. */
export interface Assignment extends ProposalPlace {
  /** Cards wanted at most; `null` leaves it to the author: for notes, all that stands in them. */
  readonly count: number | null
  /** Titles of the skills beside this one: what belongs to them is not asked here. */
  readonly siblings: ReadonlyArray<string>
  /** The nearest questions the learner has already: not to be repeated. */
  readonly known: ReadonlyArray<string>
  /** The run the calls are made for. */
  readonly runId: RunId | null
}

/** What is to be better in a card. */
export interface Complaint {
  readonly findings: ReadonlyArray<QualityFinding>
  /** What the learner says about it, in their words. */
  readonly feedback: string | null
}

/** Why an author's work was not had: its own reasons, the learner's budget, or what keeps the budget. */
export type AuthorError = AuthorFailed | BudgetExceeded | StoreUnavailable

/**
 * Writes flashcards for a skill: first decides on the facts that are worth a card, then writes a card a fact. What it
 * proposes is checked before it is kept.
 */
export class FlashcardAuthor extends Context.Service<
  FlashcardAuthor,
  {
    /** The facts worth a card, in the order they are best learned in. */
    readonly plan: (assignment: Assignment) => Effect.Effect<ReadonlyArray<PlannedFact>, AuthorError>
    /** A card for each of the facts, one by one as they are written; some facts may get none. */
    readonly write: (
      assignment: Assignment,
      facts: ReadonlyArray<PlannedFact>
    ) => Stream.Stream<ProposedCard, AuthorError>
    /** The same fact again, without what was complained of. */
    readonly rewrite: (
      assignment: Assignment,
      card: ProposedCard,
      complaint: Complaint
    ) => Effect.Effect<ProposedCard, AuthorError>
  }
>()("@loopi/core/ports/flashcards/FlashcardAuthor") {}
