import { Schema } from "effect"

/** What a card is checked for. */
export const QualityRule = Schema.Literals([
  "length",
  "atomic",
  "leakage",
  "self_contained",
  "polar",
  "grounding",
  "ambiguity",
  "duplicate",
  "distractors",
  "coverage",
  "format",
  "safety"
])
export type QualityRule = typeof QualityRule.Type

/** What is wrong with a card. One that is rejected is not kept; a warning is shown beside the draft. */
export const QualityFinding = Schema.Struct({
  rule: QualityRule,
  severity: Schema.Literals(["reject", "warn"]),
  /** One plain sentence a learner understands. */
  reason: Schema.String
})
export type QualityFinding = typeof QualityFinding.Type
