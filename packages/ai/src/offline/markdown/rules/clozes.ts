/**
 * Cards that leave one word out of a sentence: a linked term, a year, a measure.
 */
import type { Extracted, Kind, Place } from "../Extracted.ts"
import { stems, within } from "../asking.ts"
import { placeOf, type Mark, type Prose } from "../prose.ts"
import { countWords, isGeneric, isName, standsAlone } from "../wording.ts"

const gap = "[…]"

/** Long enough to be clear, short enough to be read at a glance, and with no code in it. */
const isFit = (sentence: Prose): boolean =>
  standsAlone(sentence.text) &&
  !isLabelled(sentence) &&
  countWords(sentence.text) <= 28 &&
  !sentence.marks.some(({ kind }) => kind === "code") &&
  !/\b(?:this|these|those|such|above|below|very|the (?:main|most|only|first|key|best|same|next))\b/i.test(sentence.text)

/** A term the writer links, in a sentence that says what it is; any other link leads on. */
export const linked = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  const mark = sentence.marks.find(
    (candidate) =>
      candidate.kind === "link" &&
      isTerm(sentence, candidate) &&
      /^(?:(?:An?|The)\s)?$/.test(sentence.text.slice(0, candidate.from)) &&
      /^ (?:is|are|means|refers|denotes|describes|measures|says|states|defines) /.test(
        sentence.text.slice(candidate.to)
      )
  )
  if (mark === undefined || !isFit(sentence)) return []
  const term = sentence.text.slice(mark.from, mark.to)
  // Linked names of articles and verbs are signposts, not terms.
  if (countWords(term) > 3 || !isName(term) || /(?:ed|ing|ly)$/.test(term) || publication.test(term)) return []
  return oneOfSeveral(sentence, mark)
    ? []
    : [{ ...cloze(place, sentence, mark.from, mark.to, "cloze", 0.55), rule: "cloze.link" }]
}

/** What a link may lead to without being something to know. */
const publication =
  /\b(?:web ?site|page|site|article|guide|book|tutorial|documentation|docs|version|visuali[sz]ation|paper|post|blog|repo|course|lecture|slide|video)s?$/i

// "such as A, B and C": any of them would fill the gap.
const oneOfSeveral = (sentence: Prose, { from, to }: Mark): boolean =>
  /(?:\b(?:such as|like|includ(?:e|es|ing)|e\.g\.|i\.?e\.?|or|perhaps|many|some)(?: an?)?|,(?:[^,]{0,60} and)?)\s$/i.test(
    sentence.text.slice(0, from)
  ) ||
  /^(?:,? (?:and|or)\b|,(?! (?:which|where|who|so|but|as|allowing|preventing|making|thereby)\b)|\))/.test(
    sentence.text.slice(to)
  )

/** "**Profile** - ...": a heading and what stands under it, not a sentence. */
const isLabelled = ({ marks, text }: Prose): boolean =>
  marks.some(({ from, to }) => from === 0 && /^\s*[:–—-]\s|^:/.test(text.slice(to)))

/** "name A function that ...": an entry of a reference, not a sentence. */
const entry = /^[\p{Ll}_$]\S*\s(?:An?|The|\p{Lu}\p{Ll}+)\s/u

const isTerm = (sentence: Prose, { from, to }: Mark): boolean => {
  const term = sentence.text.slice(from, to)
  const others = sentence.text.slice(0, from) + sentence.text.slice(to)
  return (
    term.length >= 3 &&
    countWords(term) <= 4 &&
    countWords(others) >= 7 &&
    /^\p{L}[\p{L}\p{N} +#'’\-.()]*$/u.test(term) &&
    !isGeneric(term) &&
    isName(term) &&
    // "must be **reset**", "by **reusing**": stressed, and no name of anything.
    !(/^\p{Ll}+$/u.test(term) && /\b(?:to|will|can|must|should|may|not|by|be)\s$/.test(sentence.text.slice(0, from))) &&
    // Bold words with a sentence of its own behind them are its heading.
    !(from === 0 && /^\s+\p{Lu}/u.test(sentence.text.slice(to))) &&
    !/\*\*|^\d{3,4}\s/.test(sentence.text) &&
    // "[...], who could find its way": nothing is said of it.
    !(from === 0 && /^,\s(?:who|which|where|whose)\b/.test(sentence.text.slice(to))) &&
    !entry.test(sentence.text) &&
    // Standing elsewhere in the sentence, in another form even, it would give itself away.
    !others.toLowerCase().includes(term.toLowerCase().slice(0, Math.max(4, term.length - 3))) &&
    !stems(term).some((word) => word.length >= 5 && stems(others).includes(word)) &&
    !vague.test(term)
  )
}

/** Stressed, and found by nobody who did not read the text. */
const vague =
  /(?:ly|est)$|^(?:\p{Ll}+(?:ed|ing|ful|ous|able|ible|ive)|(?:same|different|higher|lower|larger|smaller|better|key|main|great|large|small|important|free|full|whole|own|short|long|high|low|new|old|right|wrong|open|single|several|multiple|many|most|few)(?: \S+)?)$|\p{N}/iu

const year = /\b(?:in|since|until|by|around)\s((?:1[5-9]|20)\d\d)\b/
const measure =
  /\b(\d[\d,.]*\s?(?:%|percent|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?|[GMKT]B|bytes?|bits?|times|°C|km|kg|million|billion))(?=\W|$)/

export const years = (place: Place, sentence: Prose): ReadonlyArray<Extracted> =>
  figure(place, sentence, year, "cloze-year", 0.55)

export const numbers = (place: Place, sentence: Prose): ReadonlyArray<Extracted> =>
  figure(place, sentence, measure, "cloze-number", 0.5)

const figure = (
  place: Place,
  sentence: Prose,
  pattern: RegExp,
  kind: Kind,
  confidence: number
): ReadonlyArray<Extracted> => {
  const match = pattern.exec(sentence.text)
  const value = match?.[1]
  if (match === null || value === undefined || !standsAlone(sentence.text)) return []
  const from = match.index + match[0].indexOf(value)
  return [cloze(place, sentence, from, from + value.length, kind, confidence)]
}

const cloze = (place: Place, sentence: Prose, from: number, to: number, kind: Kind, confidence: number): Extracted => ({
  kind,
  rule: kind === "cloze" ? "cloze.bold" : kind.replace("-", "."),
  question: asked(place, sentence, from, to),
  answer: sentence.text.slice(from, to),
  confidence,
  quote: placeOf(place.markdown, sentence)
})

// A sentence with a gap has lost some of what it is about; the section's name gives it back.
const asked = (place: Place, sentence: Prose, from: number, to: number): string =>
  within(sentence.text.slice(0, from) + gap + sentence.text.slice(to), sentence.text.slice(from, to), place)
