/**
 * Finds the noun phrases of a sentence: what a gap can be made of.
 */
import type { Word } from "./tagger.ts"

export interface Phrase {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly words: ReadonlyArray<Word>
  /** How many words of the sentence stand before it. */
  readonly index: number
  readonly proper: boolean
}

/** Adjectives and nouns in a row, without the article before them. */
export const phrasesOf = (text: string, words: ReadonlyArray<Word>): ReadonlyArray<Phrase> => {
  const found: Array<Phrase> = []
  for (let at = 0; at < words.length; at += 1) {
    let end = at
    while (end < words.length && isInside(words, end, at)) end += 1
    while (end > at && !/^(?:NOUN|PROPN)$/.test(words[end - 1]?.pos ?? "")) end -= 1
    if (end === at) continue
    end = withNames(words, at, end)
    const inside = words.slice(at, end)
    const from = inside[0]?.from ?? 0
    const to = inside.at(-1)?.to ?? 0
    found.push({
      from,
      to,
      text: text.slice(from, to),
      words: inside,
      index: at,
      proper:
        isNamed(inside[0]) &&
        isNamed(inside.at(-1)) &&
        inside.every(({ text }) => /^\p{Lu}/u.test(text) || /^(?:-|of|the|de|von|van|del|la|al)$/.test(text))
    })
    at = end - 1
  }
  return found
}

/** "Dominion of New England", "Treaty of the Pyrenees": one name. */
const withNames = (words: ReadonlyArray<Word>, at: number, end: number): number => {
  if (!isNamed(words[at]) || !isNamed(words[end - 1])) return end
  let last = end
  for (;;) {
    let next = last
    if (!/^(?:of|de|von|van|del|la|al)$/.test(words[next]?.text ?? "")) return last
    next += 1
    if (words[next]?.text === "the") next += 1
    if (!isNamed(words[next])) return last
    while (isNamed(words[next])) next += 1
    last = next
  }
}

const isNamed = (word: Word | undefined): boolean =>
  word !== undefined && /^\p{Lu}/u.test(word.text) && word.pos !== "PRON" && word.pos !== "DET"

const isInside = (words: ReadonlyArray<Word>, at: number, start: number): boolean => {
  const word = words[at]
  if (word === undefined) return false
  if (/^(?:NOUN|PROPN|ADJ)$/.test(word.pos)) return true
  // "well-being": a hyphen without spaces around it.
  return word.text === "-" && at > start && words[at - 1]?.to === word.from && words[at + 1]?.from === word.to
}

/** What follows "called", whatever its grammar is taken for. */
export const nameAfter = (text: string, words: ReadonlyArray<Word>): ReadonlyArray<Phrase> => {
  const [said, name] =
    /^.*?\b(?:called|known as|termed|referred to as)(?: an?| the)? ([\p{L}-]+)(?=[ .,)])/u.exec(text) ?? []
  if (said === undefined || name === undefined) return []
  const from = said.length - name.length
  const index = words.findIndex((word) => word.from === from)
  const inside = words.slice(index, index + 1)
  const whole = inside[0]?.to === from + name.length && !isNoun(words[index + 1])
  const sound = index >= 0 && whole && !/^(?:AUX|ADP|PRON|DET|PUNCT)$/.test(inside[0]?.pos ?? "")
  return sound ? [{ from, to: from + name.length, text: name, words: inside, index, proper: false }] : []
}

const isNoun = (word: Word | undefined): boolean => /^(?:NOUN|PROPN|ADJ)$/.test(word?.pos ?? "")
