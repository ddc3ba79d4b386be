/**
 * Cards that leave a term, a name or a year out of a sentence that stands alone.
 */
import type { Extracted, Place } from "../Extracted.ts"
import { candidatesIn } from "../grammar/candidates.ts"
import { isSelfContained } from "../grammar/standing.ts"
import { isFit, isStatement, shortened, withoutConnector, withoutConnectors } from "../grammar/statements.ts"
import { tagged, type Word } from "../grammar/tagger.ts"
import { countAround, isTaught } from "../grammar/taught.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital } from "../wording.ts"

const mark = "[…]"

export const gap = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  if (!place.english) return []
  const bare = shortened(withoutConnector(sentence))
  if (!isFit(bare)) return []
  const words = tagged(bare.text)
  if (!isStatement(bare.text, words) || !isSelfContained(words, isClear(place, bare))) return []
  const [best] = candidatesIn(place, bare, words)
  const left = best ?? year(bare.text, words)
  return left === undefined
    ? []
    : [
        {
          kind: "cloze",
          rule: `gap.${left.kind}`,
          question: withoutConnectors(capital(bare.text.slice(0, left.from)) + mark + bare.text.slice(left.to)),
          answer: bare.text.slice(left.from, left.to),
          confidence: 0.6 + left.worth / 50,
          quote: placeOf(place.markdown, sentence)
        }
      ]
}

/** Whether "the" and a noun alone say what is meant. */
const isClear =
  (place: Place, sentence: Prose) =>
  (noun: string): boolean =>
    isTaught(place.markdown, noun) || naming.test(sentence.text) || isTechnical(place, sentence, noun)

/** What gives something its name says enough of it. */
const naming = /\b(?:called|known as|termed|referred to as)\b/

/** "The hypothalamus" of a note on hormones, but not "the settlers" or "the convention" of one on a war. */
const isTechnical = ({ markdown }: Place, { at }: Prose, noun: string): boolean =>
  /^\p{Ll}{8,}$/u.test(noun) &&
  !/(?:ion|ment|er|or|ist|ie|ty|ance|ence|ing|ship|ness|an|ant|ent)s?$/.test(noun) &&
  countAround(markdown, at[0] ?? 0, noun) >= 3

const when = /\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|of)\s((?:1\d|20)\d\d)\b/

/** What happens once, and is remembered by its year. */
const event = new Set(
  "abolish adopt annex ascend assassinate bear capture compose conquer create crown declare defeat destroy die discover dissolve elect establish execute expel found invade invent issue join land launch overthrow paint pass patent publish purchase ratify repeal restore secede sign surrender win write".split(
    " "
  )
)

const year = (text: string, words: ReadonlyArray<Word>) => {
  const match = when.exec(text)
  const value = match?.[1]
  if (match === null || value === undefined || (text.match(/\d{3,4}/g) ?? []).length > 1) return undefined
  const happens = words.some(({ lemma, pos }) => pos === "VERB" && event.has(lemma))
  if (
    !happens ||
    /\b(?:such as|continued|including)\b/.test(text) ||
    words.filter(({ pos, text }) => pos === "PROPN" && /^\p{Lu}/u.test(text)).length < 2
  )
    return undefined
  const from = match.index + match[0].indexOf(value)
  return { kind: "year", worth: 1, from, to: from + value.length }
}
