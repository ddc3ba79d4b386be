/**
 * Decides whether two cards ask for the same thing.
 *
 * Questions alone never decide: "capital of Norway" and "capital of Sweden" are near neighbours and both worth keeping.
 */
import { Schema } from "effect"
import { SpaceId, type Thresholds } from "../vectors/Embedding.ts"
import { FlashcardId } from "../flashcards/Flashcard.ts"
import { Goal } from "../goals/Goal.ts"
import { contentWordsOf, cosine, lexicalVector, wordsOf } from "../vectors/Lexical.ts"
import { nameDifferentThings, type Sides } from "./Subjects.ts"

export type { Sides } from "./Subjects.ts"

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

/** A goal the learner has that means nearly the same, and how near it is. */
export const SimilarGoal = Schema.Struct({ goal: Goal, score: Schema.Finite })
export type SimilarGoal = typeof SimilarGoal.Type

/** Answers' cosine by spelling, from which they count as the same. */
const answerThreshold = 0.6

/** The rule by which `card` repeats `other`, given how similar their questions are; `undefined` when it does not. */
export const duplicateRule = (
  card: Sides,
  other: Sides,
  questionScore: number,
  thresholds: Thresholds,
  alike = answerSimilarity
): DuplicateRule | undefined => {
  if (isCopy(card, other)) return "same_text"
  // All of it has to hold, and what takes longest to tell is asked last.
  const isSame =
    questionScore >= thresholds.question &&
    sameNumbers(card, other) &&
    sameNegation(card, other) &&
    !isGeneric(card.answer) &&
    !isGeneric(other.answer) &&
    !nameDifferentThings(card, other) &&
    alike(card.answer, other.answer) >= answerThreshold
  return isSame ? "question_and_answer" : undefined
}

/**
 * Cards whose questions are less similar than this repeat nothing. It is below the threshold, as a copy in other letters
 * ("DNA?" and "dna") is one from whatever similarity on, and not every space gives it the highest.
 */
export const leastTelling = ({ question }: Thresholds): number => question - 0.2

/** Whether two cards are the same to the word: told without an embedder. */
export const isCopy = (card: Sides, other: Sides): boolean =>
  normalise(card.question) === normalise(other.question) && normalise(card.answer) === normalise(other.answer)

/** Cosine of two answers by spelling. */
export const answerSimilarity = (a: string, b: string): number => cosine(lexicalVector(a), lexicalVector(b))

/** The same words, whatever the case, the spacing and the punctuation between them. */
export const normalise = (text: string): string => {
  const words = wordsOf(text)
  return words.length === 0 ? text.trim() : words.join(" ")
}

/** Answers such as "yes", "all of the above" or "O(1)" say nothing about what was asked. */
const isGeneric = (answer: string): boolean =>
  contentWordsOf(answer).every((word) => genericWords.has(word) || !telling.test(word))

/** Four letters, or two signs of a script that needs no more, are the least that names anything. */
const telling = /\p{L}{4}|\p{Lo}{2}/u

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

const isNegated = (text: string): boolean => (text.match(negations)?.length ?? 0) % 2 === 1

// Side by side: a question and an answer that are both turned into their opposite make another card, not the same one.
const sameNegation = (a: Sides, b: Sides): boolean =>
  isNegated(a.question) === isNegated(b.question) && isNegated(a.answer) === isNegated(b.answer)

/** Shorter texts are not compared: too little to tell. */
export const shortestComparable = 10

/** No check for duplicates was made, and why. What was to be checked may be kept all the same. */
export class CheckSkipped extends Schema.TaggedError<CheckSkipped>()("CheckSkipped", {
  reason: Schema.Literals(["content_too_short", "service_unavailable", "embedding_failed"])
}) {}

/** No check could be made because the embedder failed. */
export const skippedBy = (failed: { readonly retryable: boolean }): CheckSkipped =>
  CheckSkipped.make({ reason: failed.retryable ? "service_unavailable" : "embedding_failed" })
