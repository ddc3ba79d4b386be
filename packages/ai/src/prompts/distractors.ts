/**
 * Writes wrong answers that are worth choosing.
 */
import type { Assignment, Similarity } from "@loopi/core"
import { Schema } from "effect"
import { skillBlocks } from "./assignment.ts"
import { dataBlock, joined } from "./DataBlock.ts"
import { makePrompt } from "./Prompt.ts"
import { numbered, said } from "./text.ts"

export interface CardsInput {
  readonly assignment: Assignment
  readonly cards: ReadonlyArray<Similarity.Sides>
}

export const Options = Schema.Struct({
  card: numbered("The number of the card."),
  wrong: Schema.Array(said(500, "A wrong option."))
    .check(Schema.isMaxLength(8))
    .annotate({ description: "Three wrong options." })
})

/** The cards of a skill, numbered. */
export const cardBlocks = (cards: ReadonlyArray<Similarity.Sides>): string =>
  joined(cards.map(({ answer, question }, i) => dataBlock(`card_${i + 1}`, `question: ${question}\nanswer: ${answer}`)))

export const distractors = makePrompt({
  version: "distractors-1",
  purpose: "distractors",
  list: "options",
  element: Options,
  role: `You write the wrong options of multiple-choice questions.

- Three for each card: wrong beyond doubt, yet what somebody would pick who half knows, such as a neighbouring concept or a common mistake.
- Of the same sort as the answer: a number for a number with the same unit, a name for a name, about as long, in the same form and language.
- All different; none says the same as the answer, is part of it or contains it. Never "all of the above" and its like.
- A card for which there are no three good ones gets none.`,
  ask: ({ assignment, cards }: CardsInput) =>
    joined([skillBlocks(assignment), cardBlocks(cards), `Write the wrong options for the ${cards.length} cards.`])
})
