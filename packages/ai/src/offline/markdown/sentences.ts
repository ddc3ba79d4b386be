/**
 * Cuts prose into sentences, in Latin and in East Asian writing.
 */
import { part, type Prose } from "./prose.ts"

const boundary = /[.!?…]["”’)\]]?\s+(?=\S)|[。！？]["”』」]?/gu

/** A full stop after these belongs to the word. */
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|al|Dr|Mr|Mrs|Ms|Prof|St|Fig|Eq|No|approx|resp|ca|c|vol|pp|ed|b|d|r|Inc|Ltd|Jr|Sr|U\.S|\p{Lu})\.\s*$/u

export const sentencesOf = (prose: Prose): ReadonlyArray<Prose> => {
  const found: Array<Prose> = []
  let from = 0
  for (const match of prose.text.matchAll(boundary)) {
    const to = match.index + match[0].length
    if (!opens(prose, to) && /\s$/.test(match[0])) continue
    if (abbreviation.test(prose.text.slice(Math.max(from, to - 12), to))) continue
    found.push(part(prose, from, to))
    from = to
  }
  found.push(part(prose, from))
  // One character for one, so that every place still holds.
  return found.flatMap((sentence) =>
    sentence.text === "" ? [] : [{ ...sentence, text: sentence.text.replace(/\s/g, " ") }]
  )
}

/** A sentence begins with a capital or a number, or with code, which keeps its small letters. */
const opens = ({ marks, text }: Prose, at: number): boolean =>
  /^["“‘(["]?[\p{Lu}\p{Lo}\d]/u.test(text.slice(at, at + 3)) ||
  marks.some(({ from, kind }) => kind === "code" && from === at)

/** What a text says first, where more follows. */
export const firstSentence = (text: string): string => {
  const [first, second] = sentencesOf({ text, at: [], marks: [] })
  return first === undefined || second === undefined ? text : first.text
}

/** As many whole sentences as fit, or nothing when not even one does. */
export const cutToSentences = (text: string, max: number): string => {
  if (text.length <= max) return text
  const prose = { text, at: [], marks: [] }
  let kept = ""
  for (const sentence of sentencesOf(prose)) {
    const longer = kept === "" ? sentence.text : `${kept} ${sentence.text}`
    if (longer.length > max) break
    kept = longer
  }
  return kept
}
