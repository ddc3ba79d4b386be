/**
 * Cards from what stands behind a term set apart in the middle of a sentence: "**opportunity cost**, which is the value of ...".
 */
import { askWhat, isPlural } from "../asking.ts"
import { inSentence } from "../casing.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { placeOf, type Prose } from "../prose.ts"
import { capital, countWords, isGeneric, isName, talksAboutText } from "../wording.ts"

/** To the end of the sentence, so that nothing of it is lost; an "and" behind a comma goes on with something else. */
const said =
  /^(?: \([^()]{2,40}\))?, (?:which (?:is|are|means) )?((?:an?|the)\s(?:(?!, (?:and|or|but|so|is|are|was|has)\b)[^;:])+)[.]$/

/** Praise, and what only the text around explains. */
const empty =
  /^(?:an?|the) (?:\S+ )?(?:same|first|second|third|last|next|other|only|best|most|kind|type|sort|part|lot|few|topic|subject|problem|idea|thing|case|fact|one|two|example|reason)\b|\b(?:this|these|that one|those|it|they|(?:of|in|to|for|from|at|on) that)\b|\bterm (?:for|in|that)\b/i

export const aside = (place: Place, sentence: Prose): ReadonlyArray<Extracted> => {
  if (!place.english || sentence.marks.some(({ kind }) => kind === "code")) return []
  for (const { from, kind, to } of sentence.marks) {
    const term = sentence.text.slice(from, to)
    const [, meaning] = said.exec(sentence.text.slice(to)) ?? []
    // Slanted words with a capital are titles and names of cases.
    if (
      !(kind === "strong" || (kind === "emphasis" && /^\p{Ll}/u.test(term))) ||
      meaning === undefined ||
      // Behind the first words of a sentence its verb is still to come.
      (/^(?:(?:an?|the)\s)?$/i.test(sentence.text.slice(0, from)) && meaning.includes(",")) ||
      !isName(term) ||
      isGeneric(term)
    )
      continue
    const words = countWords(meaning)
    if (words < 4 || words > 26 || empty.test(meaning) || talksAboutText(meaning) || countWords(term) > 4) continue
    const written = inSentence(place, sentence, term)
    const article = isPlural(term)
      ? undefined
      : /\b(an?|the)\s$/i.exec(sentence.text.slice(0, from))?.[1]?.toLowerCase()
    return [
      {
        kind: "definition",
        rule: "definition.aside",
        question: askWhat(
          article === undefined ? written : `${article} ${written}`,
          place,
          isPlural(term) ? "are" : "is"
        ),
        answer: `${capital(meaning)}.`,
        confidence: 0.75,
        quote: placeOf(place.markdown, sentence)
      }
    ]
  }
  return []
}
