/**
 * Decides whether two cards are about different things, whatever the wording of their questions shares.
 */
import { contentWordsOf, stem, wordsOf } from "../vectors/Lexical.ts"

/** A card as far as its repetition goes. */
export interface Sides {
  readonly question: string
  readonly answer: string
}

/**
 * "find-max of a binary heap" and "find-max of a Fibonacci heap" are near in every space and often have the same answer,
 * yet both are worth knowing; so are an agonist and a partial agonist. Where only one question says more, the same
 * answer in the same words settles it; where both do, only a name can.
 */
export const nameDifferentThings = (a: Sides, b: Sides): boolean => {
  const inA = subjectsOf(a.question)
  const inB = subjectsOf(b.question)
  if (inA.isSubsetOf(inB) && inB.isSubsetOf(inA)) return false
  if (haveOneNameForAnswer(a, b)) return false
  if (!inA.isSubsetOf(inB) && !inB.isSubsetOf(inA)) return true
  return subjectsOf(a.answer).symmetricDifference(subjectsOf(b.answer)).size > 0
}

/** "(Heaps)" at the end says which section a question belongs to, not what it asks. */
const context = /\([^()]*\)\s*$/

const subjectsOf = (question: string): Set<string> =>
  new Set(
    contentWordsOf(question.replace(context, ""))
      .filter((word) => !askingWords.has(word))
      .map(stem)
  )

/** Words that only carry the asking; two questions may differ in them and still be one. */
const askingWords = new Set(
  `mean means meant meaning define defined definition explain describe term called name named purpose role function
  use used happen happens stand list listed state give work works difference refer refers kind type`.split(/\s+/)
)

/**
 * Whether both are answered by the same name, and nothing in the questions says that they ask differently: "the first
 * explorer at the South Pole" and "the first person to reach the South Pole", both Amundsen. What is answered by a word
 * ("constant time") is true of many things; a name is the answer to few.
 */
const haveOneNameForAnswer = (a: Sides, b: Sides): boolean =>
  isSameName(a.answer, b.answer) &&
  !mentionDifferentNames(a.question, b.question) &&
  !fillOneGap(a.question, b.question)

/** More words than this are a sentence. */
const longestName = 6

const isSameName = (a: string, b: string): boolean => {
  const [shorter = "", longer = ""] = [a, b].toSorted((x, y) => contentWordsOf(x).length - contentWordsOf(y).length)
  const words = contentWordsOf(shorter)
  if (words.length === 0 || contentWordsOf(longer).length > longestName) return false
  return words.every((word) => isCapitalised(word, shorter)) && stemsOf(shorter).isSubsetOf(stemsOf(longer))
}

const isCapitalised = (word: string, text: string): boolean =>
  (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).some((it) => /^\p{Lu}/u.test(it) && it.toLowerCase() === word)

/** Each has a name that the other does not mention. */
const mentionDifferentNames = (a: string, b: string): boolean =>
  !namesIn(a).isSubsetOf(stemsOf(b)) && !namesIn(b).isSubsetOf(stemsOf(a))

/** Capitals after the first word of a sentence. */
const namesIn = (text: string): Set<string> =>
  new Set(
    Array.from(text.matchAll(/(?<![.!?:]\s+)(?<=\s["“‘'(]*)\p{Lu}[\p{L}\p{N}\p{M}]*/gu), ([name]) => name.toLowerCase())
      .flatMap(contentWordsOf)
      .map(stem)
  )

/** One pattern with two fillings: "Who invented the phonograph?" and "Who invented the light bulb?". */
const fillOneGap = (a: string, b: string): boolean => {
  const [inA, inB] = [wordsOf(a), wordsOf(b)]
  const before = sharedAtStart(inA, inB)
  const after = sharedAtStart(inA.slice(before).toReversed(), inB.slice(before).toReversed())
  const fillingA = stemsOf(inA.slice(before, inA.length - after).join(" "))
  const fillingB = stemsOf(inB.slice(before, inB.length - after).join(" "))
  if (fillingA.size === 0 || fillingB.size === 0) return false
  return Math.max(fillingA.size, fillingB.size) <= longestFilling && fillingA.isDisjointFrom(fillingB)
}

const longestFilling = 3

const sharedAtStart = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  const first = a.findIndex((word, i) => word !== b[i])
  return first === -1 ? a.length : first
}

const stemsOf = (text: string): Set<string> => new Set(contentWordsOf(text).map(stem))
