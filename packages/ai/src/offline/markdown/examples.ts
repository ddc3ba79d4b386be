/**
 * Tells made-up cases and sentences with a slip of the pen, of which nothing is learned.
 */
import type { Prose } from "./prose.ts"

/** Opens a case that goes on to the end of its paragraph. */
const supposing = /^(?:suppose|imagine|picture|pretend|assume|consider|let['’]?s say|let us say|say,|take the case)\b/i

const forExample = /^(?:for (?:example|instance)|as an example|e\.g\.)\b/i

const invented = /\b(?:suppose|imagine|imaginary|hypothetical(?:ly)?|fictitious|let['’]s say)\b/i

/** "The orange peel analogy": whatever is said there is said of something else. */
const likening = /\b(?:analog(?:y|ies)|metaphors?|thought experiments?|anecdotes?|jokes?)\b/i

/** What is told as an example, sentence by sentence of a paragraph. */
export const madeUp = (path: ReadonlyArray<string>, sentences: ReadonlyArray<Prose>): ReadonlyArray<boolean> => {
  if (path.some((title) => likening.test(title))) return sentences.map(() => true)
  const from = sentences.findIndex(({ text }) => supposing.test(text))
  return sentences.map(
    ({ text }, index) => (from >= 0 && index >= from) || forExample.test(text) || invented.test(text)
  )
}

/** "That that", "has use", "both a, as well as b": the card would repeat the slip. */
export const hasSlip = (text: string): boolean => doubled.test(text) || unfinished.test(text)

const doubled = /\b(the|an|of|to|and|or|for|is|are|was|as|be|by|with|that) \1\s/

const unfinished =
  /\b(?:has|have|had) (?:use|make|take|give|help|allow|create|lead|provide|cause|explain)\b|\bboth\b[^.;]*, as well as\b/
