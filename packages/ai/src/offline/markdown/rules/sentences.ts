/**
 * What a single sentence yields: at most one card, and the initials it spells out.
 */
import type { Extracted, Kind, Place } from "../Extracted.ts"
import type { Prose } from "../prose.ts"
import { sentencesOf } from "../sentences.ts"
import { aside } from "./asides.ts"
import { bold, linked, numbers, years } from "./clozes.ts"
import { consequence } from "./conditions.ts"
import { definition, meaning } from "./definitions.ts"
import { doing } from "./doings.ts"
import { agent, dated, doer } from "./events.ts"
import { alias, named } from "./names.ts"
import { purpose } from "./purposes.ts"
import { relation } from "./relations.ts"

type Rule = (place: Place, sentence: Prose) => ReadonlyArray<Extracted>

/** Best first; a sentence is asked about once. */
const rules: ReadonlyArray<Rule> = [
  alias,
  definition,
  named,
  consequence,
  meaning,
  purpose,
  doing,
  dated,
  agent,
  doer,
  aside,
  relation,
  bold,
  linked,
  years,
  numbers
]

export const sentences = (place: Place, prose: Prose, kinds: ReadonlySet<Kind>): ReadonlyArray<Extracted> =>
  sentencesOf(prose).flatMap((sentence) => {
    for (const rule of rules) {
      const found = rule(place, sentence).filter((card) => kinds.has(card.kind))
      if (found.length > 0) return found
    }
    return []
  })
