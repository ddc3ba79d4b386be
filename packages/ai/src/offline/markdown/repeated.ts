/**
 * Leaves out what is asked twice: the same term in the text, in a summary and in a glossary.
 */
import { isPlural } from "./asking.ts"
import type { Extracted } from "./Extracted.ts"

/** Of the cards that ask alike the surest, or else the first. */
export const distinct = (cards: ReadonlyArray<Extracted>, markdown: string): ReadonlyArray<Extracted> => {
  const kept = new Map<string, Extracted>()
  for (const card of cards) {
    const key = keyOf(card)
    const before = kept.get(key)
    if (explainedBelow(card, markdown) || (before !== undefined && before.confidence >= card.confidence)) continue
    kept.set(key, card)
  }
  return cards.filter((card) => kept.get(keyOf(card)) === card)
}

const meaning =
  /^What (?:(?:is|are) (?:meant by )?|does (?=[“"]))(?:an? |the )?[“"]?([^“”"?]{2,60}?)[”"]?(?: mean)?\?(?: \(([^()]*)\))?$/

/** The term that is asked for and the section it is asked for in; of any other question all of its words. */
const keyOf = ({ kind, question }: Extracted): string => {
  const [, term, topic = ""] = meaning.exec(question) ?? []
  const asked = term === undefined || !explains(kind) ? question : `${one(term)} (${topic})`
  return asked.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")
}

const explains = (kind: Extracted["kind"]): boolean => kind === "definition" || kind === "term"

const one = (term: string): string => {
  const bare = term.replace(/\s*\([^()]*\)$/, "")
  return isPlural(bare) ? bare.replace(/s$/, "") : bare
}

/** What a glossary of the note explains as well is explained better there. */
const explainedBelow = ({ kind, question, quote }: Extracted, markdown: string): boolean => {
  const term = kind === "definition" ? meaning.exec(question)?.[1] : undefined
  if (term === undefined) return false
  const name = one(term).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
  const entry = new RegExp(`\\n${name}s?(?: \\([^()\\n]{2,40}\\))?\\n: {1,4}(?!includes |exists |see )\\S`, "iu")
  return entry.test(markdown.slice(quote.end))
}
