/**
 * Tells which of the cards that were proposed for a skill may be kept, beside those that are there.
 */
import { isAcceptable } from "../CardQuality.ts"
import type { Candidate } from "./Duplicates.ts"
import type { FlashcardId } from "../flashcards/Flashcard.ts"
import { judge, type ProposalPlace, type ProposedCard } from "../flashcards/FlashcardProposal.ts"
import type { QualityFinding } from "../QualityFinding.ts"
import { isCopy } from "./Similarity.ts"

/** A proposed card, and what was found wrong with it by somebody who is not asked again. */
export interface Piece {
  readonly card: ProposedCard
  readonly findings: ReadonlyArray<QualityFinding>
}

/** A piece under the id it would have. */
export interface Numbered extends Piece {
  readonly id: FlashcardId
}

export interface Sifted extends Numbered {
  /** What it is a copy of: told without an embedder, so that no outage lets the same card in twice. */
  readonly copies: ReadonlyArray<Candidate>
}

export const isGood = ({ copies, findings }: Sifted): boolean => copies.length === 0 && isAcceptable(findings)

/** Judges each piece beside the `others` and the good pieces before it. A copy is not judged any further. */
export const sift = (
  pieces: ReadonlyArray<Numbered>,
  place: ProposalPlace,
  others: ReadonlyArray<Candidate>
): ReadonlyArray<Sifted> => {
  const known = [...others]
  return pieces.map(({ card, findings, id }) => {
    const copies = known.filter((other) => isCopy(card, other))
    const found = copies.length > 0 ? [] : [...findings, ...judge(card, place, known)]
    const sifted = { id, card, copies, findings: found }
    if (isGood(sifted)) known.push({ id, question: card.question, answer: card.answer })
    return sifted
  })
}
