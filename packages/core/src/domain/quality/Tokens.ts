/**
 * Texts as sets of words that can be looked up, in scripts with and without spaces.
 */
import { contentWordsOf, stem, wordsOf } from "../vectors/Lexical.ts"

const spaceless = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

/** Stems of words; where a script has no spaces, pairs of neighbouring letters. */
const tokensOfWord = (word: string): ReadonlyArray<string> => {
  if (!spaceless.test(word)) return [stem(word)]
  const letters = [...word]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, i) => `${letters[i] ?? ""}${letter}`)
}

/** Everything a text says, to look words up in. */
export const tokensOf = (text: string): ReadonlySet<string> => {
  const tokens = new Set<string>()
  for (const word of wordsOf(text)) {
    for (const token of tokensOfWord(word)) tokens.add(token)
    if (spaceless.test(word)) for (const letter of word) tokens.add(letter)
  }
  return tokens
}

/** What carries the meaning of a text; all its words where none does. */
export const meaningOf = (text: string): ReadonlyArray<string> => {
  const content = contentWordsOf(text)
  return [...new Set((content.length === 0 ? wordsOf(text) : content).flatMap(tokensOfWord))]
}

/** A place for the missing word of a cloze: `[…]`, `____` or `{{c1::word}}`. */
const gapPattern = /\[(?:…|\.\.\.)\]|_{3,}|\{\{c\d+::[^{}]*\}\}/g

export const hasGap = (text: string): boolean => text.search(gapPattern) !== -1

/** What is left of a cloze around its gaps. */
export const aroundGaps = (text: string): string => text.replace(gapPattern, " ")

/** The text without code, where signs mean something else. */
export const withoutCode = (text: string): string => text.replace(/```[^`]*```|`[^`\n]*`/g, " ")
