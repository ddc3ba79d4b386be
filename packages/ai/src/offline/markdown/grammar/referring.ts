/**
 * Puts the name back where a sentence says "he" or "she" of whom the sentence before was about.
 */
import type { Prose } from "../prose.ts"
import { phrasesOf } from "./phrases.ts"
import { tagged, type Word } from "./tagger.ts"

/** Each sentence, said of the person by name where that can be told. */
export const named = (markdown: string, sentences: ReadonlyArray<Prose>): ReadonlyArray<Prose> => {
  if (!sentences.some(({ text }) => pronoun.test(text))) return sentences
  let who: string | undefined
  return sentences.map((sentence) => {
    const words = tagged(sentence.text)
    const at = subjectPronoun(words)
    if (at === undefined) {
      const name = personIn(sentence.text, words)
      who = name === undefined ? undefined : fullName(markdown, name)
      return sentence
    }
    return who === undefined ? sentence : replaced(sentence, words, at, who)
  })
}

const pronoun = /\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b/

/** "He" or "his" before the first verb; "in 1731, he", too. */
const subjectPronoun = (words: ReadonlyArray<Word>): Word | undefined => {
  const verb = words.findIndex(({ pos }) => pos === "VERB" || pos === "AUX")
  const at = words.findIndex(({ text }) => /^(?:he|she|his|her)$/i.test(text))
  if (at < 0 || at > verb) return undefined
  // Somebody is named before it: the pronoun may be his.
  return words.slice(0, at).some(({ text }, index) => index > 0 && /^\p{Lu}\p{Ll}/u.test(text) && !months.test(text))
    ? undefined
    : words[at]
}

const months = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/

/** The name a sentence opens with, where its verb follows. */
const personIn = (text: string, words: ReadonlyArray<Word>): string | undefined => {
  const verb = words.findIndex(({ pos }) => pos === "VERB" || pos === "AUX")
  const first = phrasesOf(text, words).find(({ index, proper }) => proper && index < verb)
  if (first === undefined) return undefined
  const opens = first.index === 0 || words[first.index - 1]?.text === ","
  return opens && /^\p{Lu}[\p{L}.'-]+(?: (?:[\p{Lu}][\p{L}.'-]*|de|von|van|of))*$/u.test(first.text)
    ? first.text
    : undefined
}

/** Who a note is about is named in full near its beginning. */
const farthest = 60_000

/** "Franklin" is called Benjamin Franklin where the note first speaks of him. */
const fullName = (markdown: string, name: string): string => {
  if (name.includes(" ")) return name
  const [found = name] = new RegExp(`\\p{Lu}\\p{Ll}+ ${name}\\b`, "u").exec(markdown.slice(0, farthest)) ?? []
  return /^(?:The|In|King|Queen|When|As|While|Although|But|And|After|Before|With|For|By|From|Then|Thus|Once|Both|Under|Like|Since|Sir|President)\b/.test(
    found
  )
    ? name
    : found.replace(/[^\p{L}]+$/u, "")
}

const replaced = (sentence: Prose, words: ReadonlyArray<Word>, { from, text, to }: Word, who: string): Prose => {
  const own = /^(?:his|her)$/i.test(text)
  // "Gave her a crown": not whose, but whom.
  const name = own ? `${who}’s` : who
  const index = words.findIndex((word) => word.from === from)
  if (own && !/^(?:NOUN|ADJ|PROPN)$/.test(words[index + 1]?.pos ?? "")) return sentence
  const shift = name.length - (to - from)
  return {
    text: sentence.text.slice(0, from) + name + sentence.text.slice(to),
    at: [...sentence.at.slice(0, from), ...Array.from(name, () => sentence.at[from] ?? 0), ...sentence.at.slice(to)],
    marks: sentence.marks.map((mark) =>
      mark.from >= to ? { ...mark, from: mark.from + shift, to: mark.to + shift } : mark
    )
  }
}
