/**
 * What a single sentence yields: at most one card, and the initials it spells out.
 */
import type { Extracted, Kind, Place } from "../Extracted.ts"
import { madeUp } from "../examples.ts"
import type { Prose } from "../prose.ts"
import { named as withNames } from "../grammar/referring.ts"
import { sentencesOf } from "../sentences.ts"
import { aside } from "./asides.ts"
import { apposition } from "./appositions.ts"
import { linked, numbers, years } from "./clozes.ts"
import { consequence } from "./conditions.ts"
import { definition, meaning } from "./definitions.ts"
import { doing } from "./doings.ts"
import { agent, dated, doer } from "./events.ts"
import { alias, named } from "./names.ts"
import { gap } from "./gaps.ts"
import { relation } from "./relations.ts"

type Rule = (place: Place, sentence: Prose) => ReadonlyArray<Extracted>

/** Best first; a sentence is asked about once. */
const rules: ReadonlyArray<Rule> = [
  alias,
  definition,
  named,
  consequence,
  meaning,
  doing,
  dated,
  agent,
  doer,
  aside,
  apposition,
  relation,
  linked,
  gap,
  years,
  numbers
]

export const sentences = (place: Place, prose: Prose, kinds: ReadonlySet<Kind>): ReadonlyArray<Extracted> => {
  const read = sentencesOf(prose)
  const told = place.english ? withNames(place.markdown, read) : read
  const example = place.english ? madeUp(place.path, read) : []
  return bestOfEach(
    read.flatMap((sentence, index) => {
      if (example[index] === true) return []
      const named = told[index] ?? sentence
      for (const rule of rules) {
        const found = rule(place, rule === gap ? named : sentence).filter((card) => kinds.has(card.kind))
        if (found.length > 0) return found
      }
      return []
    })
  )
}

/** A paragraph comes back to its subject, and asking for the same name again and again teaches nothing. */
const bestOfEach = (cards: ReadonlyArray<Extracted>): ReadonlyArray<Extracted> =>
  cards.filter(
    (card) =>
      !card.rule.startsWith("gap.") ||
      !cards.some(
        (other) =>
          other !== card &&
          other.rule.startsWith("gap.") &&
          other.answer === card.answer &&
          (other.confidence > card.confidence ||
            (other.confidence === card.confidence && other.quote.start < card.quote.start))
      )
  )
