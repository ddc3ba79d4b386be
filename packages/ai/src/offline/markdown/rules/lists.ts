/**
 * Cards that ask for all entries of a short list. Read them before learning them.
 */
import { topicOf } from "../asking.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { around, placeOf, type Prose } from "../prose.ts"
import { countWords, onOneLine, standsAlone, talksAboutText } from "../wording.ts"

const mostEntries = 7

export const nameAll = (
  place: Place,
  intro: Prose | undefined,
  entries: ReadonlyArray<Prose>
): ReadonlyArray<Extracted> => {
  const last = entries.at(-1)
  const fits = entries.length >= 2 && entries.length <= mostEntries && entries.every((entry) => isShort(entry.text))
  if (intro === undefined || last === undefined || !fits || !/[:：]$/.test(intro.text)) return []
  const lead = onOneLine(intro.text).replace(/\s*[:：]$/, "")
  const told = lead.replace(/\b(?:the following|following|below)\b/gi, "")
  if (countWords(lead) < 3 || countWords(lead) > 22 || talksAboutText(told)) return []
  const topic = topicOf(place)
  const alone = standsAlone(`${lead} and so on now.`)
  if (!alone && topic === "") return []
  return [
    {
      kind: "list",
      rule: "list.name-all",
      question: `${alone ? "" : `${topic}: `}${lead} … (${place.english ? "name " : ""}${entries.length})`,
      answer: entries.map((entry) => `- ${onOneLine(entry.text)}`).join("\n"),
      confidence: 0.45,
      quote: around(placeOf(place.markdown, intro), placeOf(place.markdown, last))
    }
  ]
}

const isShort = (text: string): boolean => text !== "" && countWords(text) <= 14
