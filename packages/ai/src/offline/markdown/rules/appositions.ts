/**
 * Cards from what stands behind a name between commas: "James Oglethorpe, a member of Parliament, petitioned ...".
 */
import type { Extracted, Place } from "../Extracted.ts"
import { phrasesOf, type Phrase } from "../grammar/phrases.ts"
import { tagged, type Word } from "../grammar/tagger.ts"
import { isPerson } from "../people.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isGeneric, isName, talksAboutText } from "../wording.ts"

export const apposition = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  if (!place.english || sentence.marks.some(({ kind }) => kind === "code") || !/, (?:an?|the) /.test(sentence.text))
    return []
  const words = tagged(sentence.text)
  for (const phrase of phrasesOf(sentence.text, words)) {
    const card = behind(place, sentence, words, phrase)
    if (card !== undefined) return [card]
  }
  return []
}

const behind = (place: Place, sentence: Prose, words: ReadonlyArray<Word>, phrase: Phrase): Extracted | undefined => {
  const rest = sentence.text.slice(phrase.to)
  const [, said = "", end = ""] =
    /^(?: \([^()]{2,40}\))?, ((?:an?|the) [^,;:()]{15,180}?)([,.])(?=\s|$)/.exec(rest) ?? []
  const name = phrase.text
  const fit = isSaid(said) && isSetApart(sentence.text, words, phrase, { said, end }) && !isClause(words, phrase, said)
  if (!fit || isGeneric(name) || !isName(name) || countWords(name) > 5) return undefined
  // Of things, what stands there is as often an example or a cause.
  return phrase.proper && isPerson(name, said)
    ? card(place, sentence, `Who ${isPast(words) ? "was" : "is"} ${name}?`, said)
    : undefined
}

/** Says what something is, in words that need no others. */
const isSaid = (said: string): boolean =>
  countWords(said) >= 4 &&
  countWords(said) <= 26 &&
  !empty.test(said) &&
  !talksAboutText(said) &&
  !/\b(?:but|so|because|although|this|these|those|it|they|he|she|his|their|its|her|that)\b/.test(nounOf(said))

/** What stands before the clause that goes on. */
const nounOf = (said: string): string =>
  said.split(/ (?:that|which|who|whose|where|in which|by which|during which|to) /)[0] ?? ""

/** Between two commas, or at the end of the sentence, and neither in a list nor behind what only opens a clause. */
const isSetApart = (
  text: string,
  words: ReadonlyArray<Word>,
  phrase: Phrase,
  { end, said }: { readonly said: string; readonly end: string }
): boolean => {
  const ahead = text.slice(0, phrase.from)
  const after = text.slice(text.indexOf(said, phrase.to) + said.length)
  const opening = /^(?:ADP|SCONJ|ADV|PART)$/.test(words[0]?.pos ?? "") && !ahead.includes(",")
  const listed = /^, (?:and|or)\b/.test(after) || inList.test(ahead)
  const start = phrase.index === 0 || (phrase.index === 1 && words[0]?.pos === "DET")
  // Behind the first words of a sentence its verb is still to come.
  return !opening && !listed && !clauseAhead.test(ahead) && (start ? end === "," : end === ".")
}

const inList = /,[^,]{1,60}$|\b(?:and|or|of|such as|including|like)(?: the| an?)? $/
const clauseAhead = /\b(?:as|if|when|while|since|because|although|though|once|until|after|before)\s[^,]*$/i

/** "As the size of the network grows, the capacity increases": a clause of its own, and not what the words before it are. */
const isClause = (words: ReadonlyArray<Word>, phrase: Phrase, said: string): boolean => {
  const noun = nounOf(said).length
  const from = words.find(({ pos, from }) => from > phrase.to && pos === "DET")?.from ?? phrase.to
  return words.some(
    ({ from: start, pos, text }, index) =>
      start >= from &&
      start < from + noun &&
      (pos === "AUX" ||
        (pos === "VERB" &&
          !text.endsWith("ing") &&
          !(/(?:ed|en|own|lt|de|nd)$/.test(text) && words[index + 1]?.pos === "ADP")))
  )
}

const isPast = (words: ReadonlyArray<Word>): boolean =>
  words.some(
    ({ pos, text }) =>
      (pos === "VERB" || pos === "AUX") &&
      /(?:ed|was|were|had|wrote|led|became|began|took|gave|made|built|won|came|held)$/.test(text)
  ) && !words.some(({ text }) => /^(?:is|are|has|have)$/.test(text))

const empty =
  /^the \p{Lu}|^(?:an?|the) (?:\S+ )?(?:same|first|second|third|last|next|other|only|best|most|kind|type|sort|part|lot|few|topic|subject|problem|idea|thing|case|fact|one|two|example|reason|move|step|result|sign|time|place|point|year|day|total|number|majority|feat|event|practice|fact)\b|\b(?:this|these|those|it|they|he|she)\b/u

const card = (place: Place, sentence: Prose, question: string, answer: string): Extracted => ({
  kind: "definition",
  rule: "definition.apposition",
  question,
  answer: `${capital(answer)}.`,
  confidence: 0.75,
  quote: placeOf(place.markdown, sentence)
})
