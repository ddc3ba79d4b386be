/**
 * What comes out when an author writes cards: those kept as drafts, and those left out with the reason.
 */
import { Schema } from "effect"
import { QualityFinding } from "../QualityFinding.ts"
import { Flashcard } from "../flashcards/Flashcard.ts"
import { GoalId } from "../goals/Goal.ts"
import { RunId } from "./Run.ts"
import { DuplicateHit } from "../duplicates/Similarity.ts"
import { SkillNodeId } from "../skillTrees/SkillTree.ts"

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
