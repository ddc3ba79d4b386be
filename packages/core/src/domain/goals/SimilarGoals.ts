/**
 * Decides whether two goals come to the same.
 */
import type { Thresholds } from "../vectors/Embedding.ts"
import { contentWordsOf, stem } from "../vectors/Lexical.ts"

/**
 * Whether having both goals is having one too many. Goals are worded alike whatever they are about ("learn the basics
 * of ..."), so one that is not very near has to share a word of its subject, too.
 */
export const areSimilarGoals = (a: string, b: string, score: number, thresholds: Thresholds): boolean =>
  score >= thresholds.goal && (score >= veryNear || !subjectOf(a).isDisjointFrom(subjectOf(b)))

/** Wording alone rarely brings two goals as near as this. */
const veryNear = 0.6

const subjectOf = (goal: string): Set<string> =>
  new Set(
    contentWordsOf(goal)
      .filter((word) => !wordingWords.has(word))
      .map(stem)
  )

/** Words that goals about anything are made of. */
const wordingWords = new Set(
  `learn learns learning understand understanding understands know knowing knowledge master mastering become becoming
  get getting good better best great study studying studies prepare preparing pass passing play playing read reading
  basics basic fundamentals introduction intro beginner beginners advanced foundations foundation first improve
  improving remember recall explore work works trip`.split(/\s+/)
)
