/**
 * What can be read out of a note: a question, its answer, and the words of the note that prove it.
 */
import type { Span } from "./Span.ts"

export type Kind =
  | "qa"
  | "term"
  | "table"
  | "definition"
  | "acronym"
  | "cloze"
  | "list"
  | "recall"
  | "relation"
  | "cloze-year"
  | "cloze-number"

/** The kinds that are good more often than not; the others ask to be read before they are learned. */
export const trustedKinds: ReadonlyArray<Kind> = ["qa", "term", "table", "definition", "acronym", "cloze"]

export const allKinds: ReadonlyArray<Kind> = [
  ...trustedKinds,
  "list",
  "recall",
  "relation",
  "cloze-year",
  "cloze-number"
]

export interface Extracted {
  readonly kind: Kind
  readonly question: string
  readonly answer: string
  /** How often cards of this rule are good as they are, 0 to 1. */
  readonly confidence: number
  /** Where in the note the fact stands. */
  readonly quote: Span
  /** The pattern that found it, as in "term.bold". */
  readonly rule: string
}

/** Where in the note a rule is looking: the names of the sections around, innermost last. */
export interface Place {
  readonly markdown: string
  readonly path: ReadonlyArray<string>
  /** Whether questions may be put in English words. */
  readonly english: boolean
}
