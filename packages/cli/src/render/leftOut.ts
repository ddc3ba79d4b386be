/**
 * Why a card was left out.
 */
import type { DuplicateHit, LeftOut, QualityFinding } from "@loopi/core"
import { cut, dim } from "./text.ts"

/** In one line. */
export const why = (card: LeftOut): string => `  ${cut(card.question, 50)} ${dim(cut(reasonOf(card), 110))}`

/** The very same card is there already: nothing to explain. */
export const isHad = ({ duplicates }: LeftOut): boolean => duplicates[0]?.rule === "same_text"

/** Whether it may be kept all the same: what a rule rejects for itself may not. */
export const isKeepable = ({ duplicates, findings }: LeftOut): boolean => {
  const rejections = findings.filter(({ severity }) => severity === "reject")
  return duplicates.length + rejections.length > 0 && rejections.every(({ rule }) => rule === "duplicate")
}

export const reasonOf = ({ duplicates, findings }: Pick<LeftOut, "duplicates" | "findings">): string => {
  const [duplicate] = duplicates
  return duplicate === undefined ? findings.map(findingText).join(" ") : repeatText(duplicate)
}

export const findingText = ({ reason, rule }: QualityFinding): string => `${rule}: ${reason}`

export const repeatText = ({ question, rule, score, space }: DuplicateHit): string =>
  `repeats “${cut(question, 40)}” (${rule.replaceAll("_", " ")}, ${score.toFixed(2)} in ${space})`
