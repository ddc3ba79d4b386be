/**
 * Cards with what is doubtful about them, as text and as JSON.
 */
import { DuplicateHit, Flashcard, QualityFinding, type Draft } from "@loopi/core"
import { Schema } from "effect"
import { renderCardLines } from "./card.ts"
import { findingText, repeatText } from "./leftOut.ts"
import { cut, dim, yellow } from "./text.ts"

/** A card, and beside its own fields what is doubtful about it. */
export const ShownCard = Schema.Struct({
  ...Flashcard.fields,
  findings: Schema.Array(QualityFinding),
  duplicates: Schema.Array(DuplicateHit)
})
export type ShownCard = typeof ShownCard.Type

export const shownCard = ({ card, duplicates, findings }: Draft): ShownCard => ({ ...card, findings, duplicates })

/** The lines of a card in a list, and below them a line a doubt. */
export const renderDraftLines = (draft: Draft, idLength: number): ReadonlyArray<string> => [
  ...renderCardLines(draft.card, idLength),
  ...renderDoubts(draft, " ".repeat(idLength + 2))
]

export const renderDoubts = ({ duplicates, findings }: Omit<Draft, "card">, indent = "  "): ReadonlyArray<string> => [
  ...findings.map((finding) => `${indent}${yellow("!")} ${dim(cut(findingText(finding), 110))}`),
  ...duplicates.map((hit) => `${indent}${yellow("!")} ${dim(cut(repeatText(hit), 110))}`)
]
