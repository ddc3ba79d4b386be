/**
 * Writes a card a fact.
 */
import type { Assignment, PlannedFact } from "@loopi/core"
import { quoteOf } from "@loopi/core"
import { Schema } from "effect"
import { skillBlocks } from "./assignment.ts"
import { cardFields, cardRules } from "./card.ts"
import { dataBlock, joined } from "./DataBlock.ts"
import { makePrompt } from "./Prompt.ts"
import { numbered } from "./text.ts"

export const Card = Schema.Struct({ fact: numbered("The number of the fact the card is for."), ...cardFields })

export interface WriteInput {
  readonly assignment: Assignment
  readonly facts: ReadonlyArray<PlannedFact>
}

export const write = makePrompt({
  version: "write-1",
  purpose: "write",
  list: "cards",
  element: Card,
  role: `You write flashcards that are a pleasure to learn from: one for each fact, in the order of the facts. A fact that makes no good card gets none.

${cardRules}`,
  ask: ({ assignment, facts }: WriteInput) =>
    joined([
      skillBlocks(assignment),
      ...facts.map((fact, i) => dataBlock(`fact_${i + 1}`, factText(assignment, fact))),
      `Write one card for each of the ${facts.length} facts. Do not ask again what the known questions ask.`
    ])
})

const factText = ({ document }: Assignment, { kind, source, statement }: PlannedFact): string => {
  const quote = document !== null && source?.documentId === document.id ? quoteOf(document, source) : ""
  return joined([`${kind}: ${statement}`, quote === "" ? "" : `In the note: ${quote.slice(0, 2_000)}`])
}
