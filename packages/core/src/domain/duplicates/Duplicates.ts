/**
 * Decides which of several cards repeat a card that is kept, or one another.
 */
import type { SpaceId, Thresholds, Vector } from "../vectors/Embedding.ts"
import type { FlashcardId } from "../flashcards/Flashcard.ts"
import { cosine, lexicalVector } from "../vectors/Lexical.ts"
import { type DuplicateHit, duplicateRule, normalise, type Sides } from "./Similarity.ts"

/** All of a card that is compared. */
export interface CardSides extends Sides {
  readonly id: FlashcardId
}

/** A card that is not kept yet, under the id it would have. */
export interface Candidate extends CardSides {}

/** A candidate, the meaning of its question, and the cards whose questions are near. */
export interface Compared {
  readonly candidate: Candidate
  readonly vector: Vector
  readonly near: ReadonlyArray<{ readonly card: CardSides; readonly score: number }>
}

/** What each candidate repeats, nearest first: cards that are near, and candidates before it that repeat nothing. */
export const repeatsAmong = (
  compared: ReadonlyArray<Compared>,
  space: SpaceId,
  thresholds: Thresholds
): ReadonlyArray<ReadonlyArray<DuplicateHit>> => {
  const hit = hitsIn(space, thresholds)
  const firsts: Array<Compared> = []
  return compared.map((one) => {
    const known = one.near.flatMap(({ card, score }) => hit(one.candidate, card, score))
    const earlier = firsts.flatMap((first) => hit(one.candidate, first.candidate, cosine(one.vector, first.vector)))
    const hits = [...known, ...earlier].sort((a, b) => b.score - a.score)
    if (hits.length === 0) firsts.push(one)
    return hits
  })
}

const hitsIn = (space: SpaceId, thresholds: Thresholds) => {
  const wordsIn = once((card: Sides) => `${normalise(card.question)}\n${normalise(card.answer)}`)
  const spelling = once(lexicalVector)
  const alike = (a: string, b: string) => cosine(spelling(a), spelling(b))
  return (candidate: Candidate, other: CardSides, score: number): ReadonlyArray<DuplicateHit> => {
    // Most are far, and no copies: the words of each card are compared for it, and taken apart once.
    if (score < thresholds.question && wordsIn(candidate) !== wordsIn(other)) return []
    const rule = duplicateRule(candidate, other, score, thresholds, alike)
    if (rule === undefined || other.id === candidate.id) return []
    const answerScore = alike(candidate.answer, other.answer)
    return [{ cardId: other.id, question: other.question, answer: other.answer, score, answerScore, rule, space }]
  }
}

/** Makes of each only once what it is asked for again. */
const once = <A, B>(make: (of: A) => B) => {
  const known = new Map<A, B>()
  return (of: A): B => {
    const made = known.get(of) ?? make(of)
    known.set(of, made)
    return made
  }
}
