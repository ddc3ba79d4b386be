/**
 * Ranks what a learner searches for: by meaning and by exact words, fused into one order that no adapter can change.
 */
import { Array, Order, Schema } from "effect"
import type { EmbeddedKind, Neighbour, SpaceId } from "../vectors/Embedding.ts"
import { Flashcard } from "../flashcards/Flashcard.ts"
import { Goal } from "../goals/Goal.ts"
import { contentWordsOf, stem, wordsOf } from "../vectors/Lexical.ts"
import { normalise } from "../duplicates/Similarity.ts"
import { text } from "../Text.ts"

/** What is searched for: trimmed, 2 to 200 characters. */
export const SearchText = text(2, 200).pipe(Schema.brand("SearchText"))
export type SearchText = typeof SearchText.Type

/** How many hits are given: as many as are asked for, up to this. */
export const SearchLimit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 50 }))
export const hitsShown = 10

/** What was found. Why, is in the two scores it was ranked by. */
const why = {
  /** The fused score: comparable within one search only. */
  score: Schema.Finite,
  /** Cosine of the meanings; `null` where it is not near. */
  meaning: Schema.NullOr(Schema.Finite),
  /** The share of the words searched for that are in it, rare ones counting more. */
  words: Schema.Finite
}

export const SearchHit = Schema.Union([
  Schema.Struct({ kind: Schema.tag("goal"), goal: Goal, ...why }),
  Schema.Struct({ kind: Schema.tag("flashcard"), card: Flashcard, ...why })
])
export type SearchHit = typeof SearchHit.Type

export const SearchReport = Schema.Struct({
  /** Best first. */
  hits: Schema.Array(SearchHit),
  /** Why nothing was searched by meaning, where only the words were compared. */
  meaningSkipped: Schema.NullOr(Schema.Literals(["service_unavailable", "embedding_failed"]))
})
export type SearchReport = typeof SearchReport.Type

/** Something that may be found. */
export interface Place {
  readonly kind: EmbeddedKind
  readonly id: string
}

export interface Near extends Place, Neighbour {}

export interface Ranked extends Place {
  readonly score: number
  readonly meaning: number | null
  readonly words: number
}

/** Below, a neighbour is only the least unlike of those there are. Calibrated for the space it belongs to. */
export const nearEnough = (space: SpaceId): number => (space === "lexical-1" ? 0.2 : 0.4)

/** How the words of a text meet those searched for. */
export interface WordMatch extends Place {
  readonly stems: ReadonlyArray<string>
  /** The words stand side by side, in order. */
  readonly phrase: boolean
}

/** Compares the words of one text after the other with those searched for. */
export const matcherOf = (query: string) => {
  const wanted = [...new Set(meaningfulWordsOf(query).map(stem))]
  const phrase = ` ${normalise(query)} `
  // A learner's cards are about the same things: most words are met more than once.
  const known = new Map<string, string>()
  const stemOf = (word: string): string => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = stem(word)
    known.set(word, found)
    return found
  }
  const match = (place: Place, text: string): WordMatch | undefined => {
    const stems = new Set(wordsOf(text).map(stemOf))
    const met = wanted.filter((word) => stems.has(word))
    if (met.length === 0) return undefined
    const all = met.length === wanted.length
    return { kind: place.kind, id: place.id, stems: met, phrase: all && ` ${normalise(text)} `.includes(phrase) }
  }
  return { wanted, match }
}

/** "to be or not to be" is asked for with the words it has. */
const meaningfulWordsOf = (query: string) => {
  const words = contentWordsOf(query)
  return words.length === 0 ? wordsOf(query) : words
}

/**
 * Reciprocal rank fusion: each list gives 1 / (60 + rank) to what is in it. Ranks, as a cosine and a share of words cannot
 * be added up; equal ones have the same rank, so that no order of rows shows through. Equal in the end: goals first, then
 * by id.
 */
export const fuse = (
  near: ReadonlyArray<Near>,
  matches: ReadonlyArray<WordMatch>,
  { searched, wanted }: { readonly searched: number; readonly wanted: ReadonlyArray<string> }
): ReadonlyArray<Ranked> => {
  const shareOf = sharesOver(matches, wanted, searched)
  const byMeaning = ranksOf(near, ({ score }) => Math.round(score * 1e5))
  const byWords = ranksOf(matches, (match) => Math.round(shareOf(match) * 1e5) * 2 + (match.phrase ? 1 : 0))
  const found = new Map<string, Ranked>()
  for (const one of near) found.set(keyOf(one), { ...placeOf(one), score: 0, meaning: one.score, words: 0 })
  for (const match of matches) {
    const meaning = found.get(keyOf(match))?.meaning ?? null
    found.set(keyOf(match), { ...placeOf(match), score: 0, meaning, words: shareOf(match) })
  }
  const ranked = [...found].map(([key, one]) => ({
    ...one,
    score: reciprocal(byMeaning.get(key)) + reciprocal(byWords.get(key))
  }))
  return Array.sort(ranked, bestFirst)
}

const placeOf = ({ id, kind }: Place): Place => ({ kind, id })
const keyOf = ({ id, kind }: Place) => `${kind}/${id}`
const reciprocal = (rank: number | undefined) => (rank === undefined ? 0 : 1 / (60 + rank))

const bestFirst = Order.combineAll<Ranked>([
  Order.flip(Order.mapInput(Order.Number, ({ score }) => score)),
  Order.flip(Order.mapInput(Order.String, ({ kind }) => kind)),
  Order.mapInput(Order.String, ({ id }) => id)
])

/** Each one's rank by a whole number, from 1: those with the same number share it. */
const ranksOf = <A extends Place>(found: ReadonlyArray<A>, numberOf: (one: A) => number): Map<string, number> => {
  const numbers = found.map(numberOf).toSorted((a, b) => b - a)
  const first = new Map<number, number>()
  numbers.forEach((number, i) => first.has(number) || first.set(number, i + 1))
  return new Map(found.map((one) => [keyOf(one), first.get(numberOf(one)) ?? 1]))
}

/** A word counts the more the fewer texts it is in. */
const sharesOver = (matches: ReadonlyArray<WordMatch>, wanted: ReadonlyArray<string>, searched: number) => {
  const weightOf = (word: string) => {
    const texts = matches.filter(({ stems }) => stems.includes(word)).length
    return Math.log(1 + searched / Math.max(texts, 1))
  }
  const weights = new Map(wanted.map((word) => [word, weightOf(word)]))
  const sum = (words: ReadonlyArray<string>) => words.reduce((total, word) => total + (weights.get(word) ?? 0), 0)
  const all = sum(wanted)
  return ({ stems }: WordMatch): number => (all === 0 ? 0 : sum(stems) / all)
}
