/**
 * Decides whether two cards ask for the same thing.
 *
 * Questions alone never decide: "capital of Norway" and "capital of Sweden" are near neighbours and both worth keeping.
 */
import { Schema } from "effect"
import { SpaceId, type Thresholds } from "./Embedding.ts"
import { FlashcardId } from "./Flashcard.ts"
import { contentWordsOf, cosine, lexicalVector, wordsOf } from "./Lexical.ts"

export const DuplicateRule = Schema.Literals(["same_text", "question_and_answer"])
export type DuplicateRule = typeof DuplicateRule.Type

/** Why a card counts as a duplicate: of which neighbour, how near, by which rule and in which space. */
export const DuplicateHit = Schema.Struct({
  cardId: FlashcardId,
  question: Schema.String,
  answer: Schema.String,
  /** Cosine of the questions in `space`. */
  score: Schema.Finite,
  /** Cosine of the answers by spelling. */
  answerScore: Schema.Finite,
  rule: DuplicateRule,
  space: SpaceId
})
export type DuplicateHit = typeof DuplicateHit.Type

export interface Sides {
  readonly question: string
  readonly answer: string
}

/** Answers' cosine by spelling, from which they count as the same. */
const answerThreshold = 0.6

/** The rule by which `card` repeats `other`, given how similar their questions are; `undefined` when it does not. */
export const duplicateRule = (
  card: Sides,
  other: Sides,
  questionScore: number,
  thresholds: Thresholds
): DuplicateRule | undefined => {
  if (normalise(card.question) === normalise(other.question) && normalise(card.answer) === normalise(other.answer)) {
    return "same_text"
  }
  if (questionScore < thresholds.question) return undefined
  if (isGeneric(card.answer) || isGeneric(other.answer)) return undefined
  if (answerSimilarity(card.answer, other.answer) < answerThreshold) return undefined
  return sameNumbers(card, other) && sameNegation(card, other) ? "question_and_answer" : undefined
}

export const answerSimilarity = (a: string, b: string): number => cosine(lexicalVector(a), lexicalVector(b))

/** The same words, whatever the case, the spacing and the punctuation between them. */
export const normalise = (text: string): string => {
  const words = wordsOf(text)
  return words.length === 0 ? text.trim() : words.join(" ")
}

/** Answers such as "yes" or "all of the above" say nothing about what was asked. */
const isGeneric = (answer: string): boolean => {
  return contentWordsOf(answer).every((word) => genericWords.has(word))
}

const genericWords = new Set([
  "yes",
  "true",
  "false",
  "none",
  "both",
  "neither",
  "depends",
  "always",
  "never",
  "all",
  "above",
  "them"
])

const numbersOf = (text: string): string => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(" ")

const sameNumbers = (a: Sides, b: Sides): boolean =>
  numbersOf(a.question) === numbersOf(b.question) && numbersOf(a.answer) === numbersOf(b.answer)

const negations =
  /\b(?:not|no|never|without|neither|nor|cannot|\w+n['’]t|except|unlike|dis(?:advantages?|allow\w*))\b/gi

const negationsOf = (sides: Sides): number => `${sides.question} ${sides.answer}`.match(negations)?.length ?? 0

const sameNegation = (a: Sides, b: Sides): boolean => negationsOf(a) % 2 === negationsOf(b) % 2

/** Shorter texts are not compared: too little to tell. */
export const shortestComparable = 10

/** No check for duplicates was made, and why. What was to be checked may be kept all the same. */
export class CheckSkipped extends Schema.TaggedError<CheckSkipped>()("CheckSkipped", {
  reason: Schema.Literals(["content_too_short", "service_unavailable", "embedding_failed"])
}) {}

/** No check could be made because the embedder failed. */
export const skippedBy = (failed: { readonly retryable: boolean }): CheckSkipped =>
  CheckSkipped.make({ reason: failed.retryable ? "service_unavailable" : "embedding_failed" })
