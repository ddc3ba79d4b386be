/**
 * Tells words that are no term, and texts behind a term that say nothing of it: labels, advice, measures, heaps of words.
 */
import { isNamed } from "./asking.ts"
import type { Place } from "./Extracted.ts"
import { isLabel, isReference } from "./labels.ts"
import { isBoilerplate } from "./title.ts"
import { countWords, isAdvice, isGeneric, isOrder, talksAboutText } from "./wording.ts"

export const isTerm = (place: Place, term: string, symbol: boolean): boolean =>
  term.length >= 2 &&
  /\p{L}/u.test(term) &&
  countWords(term) <= 7 &&
  // What a function takes is for looking up, and its names mean something else in the next one.
  !isReference(place) &&
  !/^\p{Ll}{1,2}$|^(?:\p{L}{3,9}\.? )?\d{4}$|\s=\s|=$|^\{.*\}$/u.test(term) &&
  // "-f" alone may be an option of anything.
  (!term.startsWith("-") || isNamed(place)) &&
  (symbol || !isLabel(term)) &&
  !reference.test(term) &&
  !/[?？]$|\b(?:this|these|you|your|we|our)\b/i.test(term) &&
  !isGeneric(term) &&
  !isBoilerplate(term) &&
  !talksAboutText(term)

/** Whether a text gives advice, measures, asks back or points elsewhere, and so explains nothing. */
export const saysNothing = (meaning: string, symbol: boolean): boolean =>
  (!symbol && (isAdvice(meaning) || isOrder(meaning) || /^(?:it|they|its|their|he|she)\b/i.test(meaning))) ||
  measured.test(meaning) ||
  isHeap(meaning) ||
  leansBack.test(meaning) ||
  unsaid.test(meaning) ||
  praising.test(meaning) ||
  pointing.test(meaning) ||
  /^[#[{<$@]|[?？]$|^(?:was|were|can|has|have|see)\s/i.test(meaning) ||
  meaning.split(/→|->|=>|⇒/).length > 2

/** Says when there is one, what belongs to it or where it is different, and not what it is. */
export const noMeaning =
  /^(?:exists? (?:when|if|where|in)\b|includes?\s|including\s|in (?:an?|the|both|such)\s[^,]{2,40},\s|depends on\s|varies\s|differs\s|for (?:example|instance)\b|e\.g\.)/i

/** What stands beside every option of a reference is looked up, not learned. */
const reference =
  /^(?:(?:return )?types?|returns?|required|optional|since|version|params?|arguments?|file ?names?|files?|paths?|listing|caption|url)$/i

const measured =
  /^(?:(?:normal|normally|usually|about|around|approx\S*|roughly|up to|at least|magnitude)\s)?[~≈<>≤≥]?[\d.,]+/i

/** "Purpose, destination, deadline, recipient": keywords, and no explanation. */
const isHeap = (meaning: string): boolean => {
  const parts = meaning.split(/,\s/)
  return parts.length >= 3 && parts.every((words) => countWords(words) <= 2)
}

/** "Extreme form of it": of what stands before. */
const leansBack =
  /^(?:\S+\s){0,4}(?:of|than|as|like|with|for|to) (?:it|them|this|that|these|those)\b(?! (?:is|are|can|has|have)\b)/i

/** Asks back, speaks to the reader, or opens with what only leads up to saying something. */
const unsaid =
  /^(?:same|careful|more about|how to|note|but|and|or|not|like|also|that|this|these|those|even|especially|as (?!an? |the )\p{L}+ \p{L}+ |while|although|because|glad)\b|^(?:\S+\s){0,2}(?:you|your|we|our)\b(?!.{0,30} should )|^[^.!]{0,80}\?|^double[- ]check\b/iu

const praising = /^(?:the|an?|one of the)\s(?:most|best|great|good)\b/i

/** Speaks of other parts of the text, which a card does not show. */
const pointing =
  /\b(?:the (?:other|remaining|former|latter) \p{L}+s|above|as below|as follows|this (?:question|section|example|state|step))\b/iu
