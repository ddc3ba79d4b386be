/**
 * What the steps of a generation come to, as it is kept with the run.
 */
import { Schema } from "effect"
import { FlashcardId } from "../../../domain/flashcards/Flashcard.ts"
import { PlannedFact, ProposedCard } from "../../../domain/flashcards/FlashcardProposal.ts"
import { LeftOut } from "../../../domain/runs/Generation.ts"
import { QualityFinding } from "../../../domain/QualityFinding.ts"
import { SkillNodeId } from "../../../domain/skillTrees/SkillTree.ts"

/** The skills to write for, decided once. */
export const Skills = Schema.Array(SkillNodeId)

export const Plan = Schema.Struct({
  facts: Schema.Array(PlannedFact),
  /** The author has nothing to read for this skill. */
  unread: Schema.Boolean
})

export const Pieces = Schema.Array(Schema.Struct({ card: ProposedCard, findings: Schema.Array(QualityFinding) }))

/** What a reviewer finds, by the position of the card. */
export const Reviewed = Schema.Array(Schema.Struct({ at: Schema.Int, findings: Schema.Array(QualityFinding) }))

/** The card that was written in the place of another; `null` where the author could not. */
export const Rewritten = Schema.NullOr(ProposedCard)

/** Wrong options, by the position of the card. */
export const Options = Schema.Array(Schema.Struct({ at: Schema.Int, options: Schema.Array(Schema.String) }))

/** What became of what was written for a skill. */
export const Committed = Schema.Struct({
  kept: Schema.Array(FlashcardId),
  leftOut: Schema.Array(LeftOut),
  /** Why no check for duplicates was made; `null` where it was. */
  skipped: Schema.NullOr(Schema.String),
  /** Facts that were planned and are on no card, one by one. */
  uncovered: Schema.Array(QualityFinding)
})
export type Committed = typeof Committed.Type

/** The step that keeps the cards of a skill. */
export const commitOf = (nodeId: SkillNodeId): string => `commit/${nodeId}`

/** The skill that a step keeps the cards of, if it does that. */
export const skillOf = (name: string): SkillNodeId | undefined =>
  name.startsWith("commit/") ? SkillNodeId.make(name.slice("commit/".length)) : undefined
