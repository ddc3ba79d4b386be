/**
 * Tells good cards from bad ones without a model: each rule says in one sentence what is wrong.
 */
import type { QualityFinding } from "./QualityFinding.ts"
import { ambiguity } from "./quality/Ambiguity.ts"
import { atomic } from "./quality/Atomic.ts"
import { format } from "./quality/Format.ts"
import { grounding } from "./quality/Grounding.ts"
import { leakage } from "./quality/Leakage.ts"
import { length } from "./quality/Length.ts"
import { polar } from "./quality/Polar.ts"
import { repetition } from "./quality/Repetition.ts"
import type { CardText, CheckContext, Rule } from "./quality/Rule.ts"
import { safety } from "./quality/Safety.ts"
import { selfContained } from "./quality/SelfContained.ts"

export { checkCoverage } from "./quality/Coverage.ts"
export { checkDistractors } from "./quality/Distractors.ts"
export type { CardText, CheckContext } from "./quality/Rule.ts"

const rules: ReadonlyArray<Rule> = [
  safety,
  length,
  format,
  atomic,
  leakage,
  selfContained,
  polar,
  grounding,
  ambiguity,
  repetition
]

/** Everything that is wrong with a card; what it repeats in other words is judged by its vector, elsewhere. */
export const checkCard = (card: CardText, context: CheckContext): ReadonlyArray<QualityFinding> =>
  isBounded(card) ? rules.flatMap((rule) => rule(card, context)) : length(card, context)

/** What no card could hold is not read any further. */
const isBounded = (card: CardText): boolean => card.question.length <= 1_000 && card.answer.length <= 5_000

/** Whether a card may be kept, if with warnings. */
export const isAcceptable = (findings: ReadonlyArray<QualityFinding>): boolean =>
  findings.every((finding) => finding.severity !== "reject")
