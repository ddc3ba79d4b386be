/**
 * Cards from what follows from what: "If the sender gets no answer, it sends again."
 */
import { within } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, standsAlone } from "../wording.ts"

const condition = /^(If|When) ([^,;:()]{12,110}), (?:then )?([^\n]{15,250})$/

/** A consequence only follows when the condition says who does what. */
const unclear = /\b(?:you|your|we|this|that|these|those|there is|there are|necessary|possible|needed)\b|\b(?:and|or)$/i

export const consequence = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, opening, cause, effect] = condition.exec(sentence.text) ?? []
  if (opening === undefined || cause === undefined || effect === undefined || !standsAlone(sentence.text)) return []
  // "When loading data, ..." has no subject, so the question would have none either.
  const subjectless = /^\S+ing\b/.test(cause)
  if (subjectless || unclear.test(cause) || countWords(cause) < 3 || countWords(effect) < 4) return []
  return [
    {
      kind: "qa",
      rule: "qa.consequence",
      question: within(`What happens ${opening.toLowerCase()} ${cause}?`, cause, place),
      answer: capital(effect),
      confidence: 0.7,
      quote: placeOf(place.markdown, sentence)
    }
  ]
}
