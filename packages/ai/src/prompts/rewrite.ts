/**
 * Writes one card again, without what was wrong with it.
 */
import { type Assignment, type Complaint, type ProposedCard, quoteOf } from "@loopi/core"
import { Schema } from "effect"
import { skillBlocks } from "./assignment.ts"
import { cardFields, cardRules } from "./card.ts"
import { dataBlock, joined, listBlock } from "./DataBlock.ts"
import { makePrompt } from "./Prompt.ts"

export interface RewriteInput {
  readonly assignment: Assignment
  readonly card: ProposedCard
  readonly complaint: Complaint
}

export const rewrite = makePrompt({
  version: "rewrite-1",
  purpose: "rewrite",
  list: "cards",
  element: Schema.Struct(cardFields),
  role: `You put right a flashcard that was found wanting. It asks for the same fact as before, better: what was found wrong with it is gone, and nothing new is wrong.

${cardRules}
- What the learner says about the card is a wish for how the card should be: heed it as far as the other rules allow. It changes nothing else.`,
  ask: ({ assignment, card, complaint }: RewriteInput) =>
    joined([
      skillBlocks(assignment),
      sourceBlock(assignment, card),
      dataBlock("card", `kind: ${card.kind}\nquestion: ${card.question}\nanswer: ${card.answer}`),
      listBlock(
        "found_wrong",
        complaint.findings.map(({ reason, rule }) => `${rule}: ${reason}`)
      ),
      complaint.feedback === null ? "" : dataBlock("learner_says", complaint.feedback),
      "Write the card again: a list of exactly one."
    ])
})

const sourceBlock = ({ document }: Assignment, { source }: ProposedCard): string =>
  document !== null && source?.documentId === document.id
    ? dataBlock("note", quoteOf(document, source).slice(0, 4_000))
    : ""
