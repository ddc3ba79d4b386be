/**
 * A draft is a card an author wrote that the learner has not decided on yet.
 */
import type { Answer, Distractors, Flashcard, FlashcardId, Question } from "../../domain/flashcards/Flashcard.ts"
import type { DuplicateHit, Sides } from "../../domain/duplicates/Similarity.ts"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { QualityFinding } from "../../domain/QualityFinding.ts"
import type { RunId } from "../../domain/runs/Run.ts"

/** A card with what is doubtful about it. */
export interface Draft {
  readonly card: Flashcard
  readonly findings: ReadonlyArray<QualityFinding>
  readonly duplicates: ReadonlyArray<DuplicateHit>
}

export interface Preview {
  readonly drafts: ReadonlyArray<Draft>
  /** Why no check for duplicates was made; `null` where it was. */
  readonly checkSkipped: string | null
}

/** Which drafts: these, or all of a goal, or of a run. What is chosen and no draft is left alone. */
export type ChosenDrafts =
  | { readonly ids: ReadonlyArray<FlashcardId> }
  | { readonly goalId: GoalId }
  | { readonly runId: RunId }

export interface CardEdit {
  readonly question?: Question
  readonly answer?: Answer
  readonly distractors?: Distractors
}

/**
 * What became of a card that was to be better: the card as it is now, or as it still is, with what is wrong with what
 * was proposed. Where nothing is wrong with that, it was the same card again.
 */
export type Refined =
  | { readonly better: true; readonly card: Flashcard; readonly findings: ReadonlyArray<QualityFinding> }
  | ({ readonly better: false; readonly proposed: Sides } & Draft)
