/**
 * What an author is to write cards for, and what comes out: those kept as drafts, and those left out with the reason.
 */
import { Schema } from "effect"
import { QualityFinding } from "../QualityFinding.ts"
import { Flashcard } from "../flashcards/Flashcard.ts"
import { GoalId } from "../goals/Goal.ts"
import { RunId } from "./Run.ts"
import { DuplicateHit } from "../duplicates/Similarity.ts"
import { SkillNodeId } from "../skillTrees/SkillTree.ts"

/** What to write cards for. */
export interface GenerationRequest {
  readonly goalId: GoalId
  /** This skill alone; without it, every enabled skill of the goal. */
  readonly nodeId?: SkillNodeId
  /** Cards wanted for each skill at most; without it, the author decides. */
  readonly count?: number
  /** Whether the cards are studied at once, without waiting for approval. */
  readonly approve?: boolean
}

/** A card that was proposed and not kept: what is wrong with it, or what it repeats. */
export const LeftOut = Schema.Struct({
  nodeId: SkillNodeId,
  question: Schema.String,
  answer: Schema.String,
  findings: Schema.Array(QualityFinding),
  duplicates: Schema.Array(DuplicateHit)
})
export type LeftOut = typeof LeftOut.Type

export const GenerationReport = Schema.Struct({
  goalId: GoalId,
  kept: Schema.Array(Flashcard),
  leftOut: Schema.Array(LeftOut),
  /** Why no check for duplicates was made for some cards; `null` when all were checked. */
  checkSkipped: Schema.NullOr(Schema.String),
  /** Facts that were planned and are on no card, one by one. */
  uncovered: Schema.Array(Schema.Struct({ nodeId: SkillNodeId, ...QualityFinding.fields }))
})
export type GenerationReport = typeof GenerationReport.Type

/** How far a generation has come. */
export const GenerationProgress = Schema.Struct({
  nodesDone: Schema.Int,
  nodes: Schema.Int,
  kept: Schema.Int,
  leftOut: Schema.Int
})
export type GenerationProgress = typeof GenerationProgress.Type

/** The run left no such card out for repeating another: only that may be overruled. */
export class LeftOutNotFound extends Schema.TaggedError<LeftOutNotFound>()("LeftOutNotFound", { runId: RunId }) {}
