/**
 * Cards from what follows from what: "If the sender gets no answer, it sends again."
 */
import { stems, topicOf, within } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isOrder, standsAlone } from "../wording.ts"

const condition = /^(If|When) ([^,;:()]{12,110}), (?:then )?([^\n]{15,250})$/

/** Says of what the text around names: "the value", "such a change", "no option". */
const unclear =
  /\b(?:you|your|we|our|i|this|that|these|those|there|here|such|it|its|they|their|he|she|however|necessary|possible|needed|the same|both|any|all|other|another|otherwise|someone|somebody|somehow|must|had|accepted|was|led|took|came|went|became|began|gave|won|lost|died|were|kind|value|option|argument|parameter)\b|\b(?:and|or)$/i

/** What the condition is about has to be any such thing, and not one the text spoke of before. */
const definite = /^(?:the|no|not|one|a given|each|every|some|only|to|in|on|at|by|with|for)\s/i

/** "Design patterns are used": for what was said before. */
const unplaced = /^(?:\S+ ){1,3}(?:is|are) (?:used|applied|needed|done|made|given|set|present|involved)$/

/** The rest is a second condition, a step of a procedure, a demand, or speaks of what the question leaves out. */
const misled =
  /^(?:or|and|but|after all|in turn|for any reason|including|such as|even|also|especially|however|then)\b|, then\b|^(?:this|that|these|those|there|here|we|you|he|she|they|its|their|i|nothing|calling|the (?:former|latter|same|result|other|second|value))\b|\b(?:you|your|we|our|should|could|would|might|such|that requirement|can be|is expected to)\b|^as (?:defined|described)|,\s(?:throw|return|set|let)\s/i

export const consequence = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, opening, cause, effect] = condition.exec(sentence.text) ?? []
  if (opening === undefined || cause === undefined || effect === undefined || !standsAlone(sentence.text)) return []
  // "When loading data, ..." has no subject, so the question would have none either.
  const subjectless =
    /^\S+ing\b|^(?:capable|able|possible|necessary|true|unable|called|used|set|given|left|alone|not|\S+ed)\s/.test(
      cause
    )
  const lost =
    misled.test(effect) ||
    isOrder(effect) ||
    /^(?:suspect|blame|expect)\s/i.test(effect) ||
    effect.endsWith("!") ||
    (/^it\b/i.test(effect) && !/^an?\s/i.test(cause))
  const coded = sentence.marks.some(({ kind }) => kind === "code") || /_|\p{Ll}\p{Lu}|\(\)/u.test(cause)
  const unfit =
    subjectless || lost || coded || unclear.test(cause) || (definite.test(cause) && !isPlaced(place, cause, effect))
  if (unfit || unplaced.test(cause) || countWords(cause) < 3 || countWords(effect) < 4) return []
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

/** "When the master goes offline" is clear where the section, of what follows, says of which. */
const isPlaced = (place: Place, cause: string, effect: string): boolean => {
  const titles = stems(topicOf(place))
  return (
    /^the\s/i.test(cause) &&
    stems(`${cause} ${effect}`).some(
      (word) => word.length > 3 && titles.some((title) => title.startsWith(word.slice(0, 5)))
    )
  )
}
