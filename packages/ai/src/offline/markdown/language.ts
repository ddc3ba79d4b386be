/**
 * Tells whether a part of a note is in English, by its smallest words: only then are questions put in English words.
 */
import { readAround, type Span } from "./Span.ts"

/** Below this many words there is too little to judge by, and English is assumed. */
const fewestWords = 12

/** English prose has every third word from this list; terse notes and tables have far fewer. */
const leastShare = 0.04

const enoughWords = 60

const english = new Set(
  "the of and to is that with for are it as by from this which or be not on a an at has have can when if than these its into".split(
    " "
  )
)

/** Small words of the languages notes are most often written in, without those English has too. */
const others = new Set(
  "der die das und ist ein eine einer einem einen eines nicht mit für von den dem des im zu auf bei wird werden durch oder le la les et est une un dans pour que qui du au sur par avec sont el los las y en con para del se su il di che è per della dei degli sono una não um uma os em het een van zijn voor og och att är som til det er på w z na że jest się oraz nie ve bir bu ile için".split(
    " "
  )
)

export const isEnglish = (markdown: string, region: Span): boolean => {
  const words = wordsOf(readAround(markdown, region))
  if (words.length < fewestWords) return true
  const said = words.filter((word) => english.has(word)).length
  const foreign = words.filter((word) => others.has(word)).length
  const latin = words.filter((word) => /^\p{Script=Latin}+$/u.test(word)).length
  if (foreign > said || latin < words.length / 2) return false
  return said >= words.length * leastShare || words.length < enoughWords
}

/** Code has words of no language. */
const wordsOf = (text: string): ReadonlyArray<string> =>
  text
    .replace(/```[^`]*(?:```|$)|`[^`\n]*`|https?:\S+|<[^<>]{1,300}>/g, " ")
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []
