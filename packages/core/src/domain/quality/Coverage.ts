/**
 * What was planned is asked: a fact without a card is named, so that nobody believes it is learned.
 */
import type { QualityFinding } from "../QualityFinding.ts"
import { warn } from "./Rule.ts"

const mostShown = 200

/** A warning for each planned fact no kept card was written for; cards name facts by their position. */
export const checkCoverage = (
  facts: ReadonlyArray<{ readonly statement: string }>,
  kept: ReadonlyArray<{ readonly fact: number }>
): ReadonlyArray<QualityFinding> => {
  const covered = new Set(kept.map(({ fact }) => fact))
  return facts
    .filter((_, position) => !covered.has(position))
    .map(({ statement }) => warn("coverage", `No card asks for this: ${statement.trim().slice(0, mostShown)}`))
}
