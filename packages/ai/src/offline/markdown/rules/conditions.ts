/**
 * Cards from what follows from what: "If the sender gets no answer, it sends again."
 */
import { stems, topicOf, within } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isOrder, standsAlone } from "../wording.ts"

const condition = /^(If|When) ([^,;:()]{12,110}), (?:then )?([^\n]{15,250})$/

/** A consequence only follows when the condition says who does what. */
const unclear = /\b(?:you|your|we|this|that|these|those|there|here|however|necessary|possible|needed)\b|\b(?:and|or)$/i

/** The rest is a second condition, a step of a procedure, or speaks of what the question leaves out. */
const misled =
  /^(?:or|and|but|for any reason)\s|, then\b|^this\s|^as (?:defined|described)|,\s(?:throw|return|set|let)\s|^it (?:will|is) (?:be )?(?:called|used|set|done)\.$/

/** Names of variables live as long as the example they stand in. */
const ofExample = /\p{Ll}_\p{Ll}|\b(?:someone|somebody|somehow)\b/u

export const consequence = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const [, opening, cause, effect] = condition.exec(sentence.text) ?? []
  if (opening === undefined || cause === undefined || effect === undefined || !standsAlone(sentence.text)) return []
  // "When loading data, ..." has no subject, so the question would have none either.
  const subjectless = /^\S+ing\b|^(?:called|used|set|given|left|alone|not|\S+ed)\s/.test(cause)
  const lost =
    misled.test(effect) ||
    isOrder(effect) ||
    /^(?:suspect|blame|expect)\s/i.test(effect) ||
    ofExample.test(cause) ||
    effect.endsWith("!")
  const unfit = subjectless || lost || unclear.test(cause) || !isPlaced(place, cause, effect)
  if (unfit || countWords(cause) < 3 || countWords(effect) < 4) return []
  return [
    {
      kind: "qa",
      rule: "qa.consequence",
      question: within(`What happens ${opening.toLowerCase()} ${cause}?`, cause, place),
      answer: isCode(sentence, sentence.text.length - effect.length) ? effect : capital(effect),
      confidence: 0.7,
      quote: placeOf(place.markdown, sentence)
    }
  ]
}

/** "If the flag is set": which one, the section has to say, since the sentence does not. */
const isPlaced = (place: Place, cause: string, effect: string): boolean => {
  const named = /\bthe (?:same )?([\p{L}-]+)/iu.exec(cause)?.[1]
  if (named === undefined || /^same$/.test(named) || /\p{Lu}|\.\p{L}/u.test(cause)) return true
  const titles = stems(topicOf(place))
  return stems(`${cause} ${effect}`).some(
    (word) => word.length > 3 && titles.some((title) => title.startsWith(word.slice(0, 5)))
  )
}

const isCode = ({ marks }: Prose, at: number): boolean =>
  marks.some(({ from, kind, to }) => kind === "code" && from <= at && at < to)
