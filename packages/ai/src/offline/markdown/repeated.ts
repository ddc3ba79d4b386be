/**
 * Leaves out what is asked twice: the same term in the text, in a summary and in a glossary.
 */
import { isPlural } from "./asking.ts"
import type { Extracted } from "./Extracted.ts"

/** Of the cards that ask alike the surest, or else the first. */
export const distinct = (cards: ReadonlyArray<Extracted>, markdown: string): ReadonlyArray<Extracted> => {
  const kept = new Map<string, Extracted>()
  const [first] = cards
  const explained = first === undefined ? new Set<string>() : glossaryOf(markdown, first.quote.start)
  for (const card of cards) {
    const key = keyOf(card)
    const before = kept.get(key)
    if (before !== undefined && before.confidence >= card.confidence) continue
    if (explained.has(termOf(card)) || isDefinedAbove(markdown, card)) continue
    kept.set(key, card)
  }
  return cards.filter((card) => kept.get(keyOf(card)) === card)
}

const meaning =
  /^What (?:(?:is|are) (?:meant by )?|does (?=[“"]))(?:an? |the )?[“"]?([^“”"?]{2,60}?)[”"]?(?: mean)?\?(?: \(([^()]*)\))?$/

/** The term that is asked for and the section it is asked for in; of any other question all of its words. */
const keyOf = ({ answer, kind, question, rule }: Extracted): string => {
  if (rule.startsWith("gap.") && rule !== "gap.year") return `gap ${one(answer).toLowerCase()}`
  const [, term, topic = ""] = meaning.exec(question) ?? []
  const asked = term === undefined || !explains(kind) ? question : `${one(term)} (${topic})`
  return asked.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")
}

const explains = (kind: Extracted["kind"]): boolean => kind === "definition" || kind === "term"

const one = (term: string): string => {
  const bare = term.replace(/\s*\([^()]*\)$/, "")
  return isPlural(bare) ? bare.replace(/s$/, "") : bare
}

/** The term a sentence of the text is asked for; of all else nothing. */
const termOf = ({ kind, question }: Extracted): string => {
  const term = kind === "definition" ? meaning.exec(question)?.[1] : undefined
  return term === undefined ? "" : one(term).toLowerCase()
}

/** The section before said what it is, and was asked for it. */
const isDefinedAbove = (markdown: string, card: Extracted): boolean => {
  const term = card.rule === "definition.is-a" ? termOf(card) : ""
  return (
    term !== "" &&
    new RegExp(
      `(?:^|\\n|[.] )(?:an? |the )?[*_]{0,2}${term.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}[*_]{0,2} (?:is|are) (?:an?|the|any) `,
      "iu"
    ).test(markdown.slice(Math.max(0, card.quote.start - farthest), card.quote.start))
  )
}

/** So far below a section its glossary is looked for. */
const farthest = 200_000

const entries = /\n([^\n]{2,80})\n: {1,4}(?!includes |exists |see )\S/gi

/** What a glossary of the note explains is explained better there. */
const glossaryOf = (markdown: string, from: number): ReadonlySet<string> =>
  new Set(
    Array.from(markdown.slice(from, from + farthest).matchAll(entries), ([, term = ""]) => one(term).toLowerCase())
  )
