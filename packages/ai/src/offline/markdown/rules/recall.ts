/**
 * One card that asks what a whole section says. Read it before learning it.
 */
import { topicOf } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { around, placeOf, type Prose } from "../prose.ts"
import { sentencesOf } from "../sentences.ts"
import { countWords, isInstruction, talksAboutText } from "../wording.ts"

export const recall = (place: Place, paragraphs: ReadonlyArray<Prose>): ReadonlyArray<Extracted> => {
  const said = paragraphs.flatMap(sentencesOf).filter(({ text }) => {
    const words = countWords(text)
    return words >= 8 && words <= 45 && /[.!。]$/.test(text) && !isInstruction(text) && !talksAboutText(text)
  })
  const [first, second] = said
  const title = topicOf(place)
  if (!place.english || first === undefined || second === undefined || title === "") return []
  const parent = place.path.at(-2)
  return [
    {
      kind: "recall",
      rule: "recall.section",
      question: `What are the key points of “${title}”${parent === undefined ? "" : ` (${parent})`}?`,
      answer: `${first.text} ${second.text}`,
      confidence: 0.35,
      quote: around(placeOf(place.markdown, first), placeOf(place.markdown, second))
    }
  ]
}
