/**
 * No two cards of a skill say the same in nearly the same words.
 */
import { duplicateRule, normalise } from "../duplicates/Similarity.ts"
import type { Sides } from "../duplicates/Subjects.ts"
import { reject, type Rule } from "./Rule.ts"

/** Share of letter sequences two cards have in common, from which they count as one: what MinHash would estimate. */
const leastResemblance = 0.8
const pieceLength = 5

/** Copies to the word are told apart before, as duplicates of a card with a name. */
export const repetition: Rule = (card, { others }) => {
  const pieces = piecesOf(card)
  const repeated = others.some((other) => {
    const resembling = resemblance(pieces, piecesOf(other))
    return resembling >= leastResemblance && duplicateRule(card, other, resembling, sameWords) === "question_and_answer"
  })
  return repeated ? [reject("duplicate", "Another card of this skill says nearly the same in the same words.")] : []
}

/** The wording has been compared already; what is left to judge is whether both are about one thing. */
const sameWords = { goal: 0, question: 0 }

/** Cards are compared again and again with those that come after them. */
const known = new WeakMap<Sides, ReadonlySet<string>>()

const piecesOf = (card: Sides): ReadonlySet<string> => {
  const found = known.get(card) ?? piecesIn(`${normalise(card.question)} ${normalise(card.answer)}`)
  known.set(card, found)
  return found
}

const piecesIn = (text: string): ReadonlySet<string> => {
  const pieces = new Set<string>()
  for (let at = 0; at + pieceLength <= Math.max(text.length, pieceLength); at += 1) {
    pieces.add(text.slice(at, at + pieceLength))
  }
  return pieces
}

/** Jaccard's coefficient; sets of very different sizes are not looked into. */
const resemblance = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a]
  if (fewer.size < more.size * leastResemblance) return 0
  let shared = 0
  for (const piece of fewer) if (more.has(piece)) shared += 1
  return shared / (fewer.size + more.size - shared)
}
