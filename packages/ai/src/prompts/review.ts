/**
 * Looks at cards as a teacher would, beyond what rules can tell.
 */
import { QualityRule } from "@loopi/core"
import { Schema } from "effect"
import { noteBlock, skillBlocks, sourceOf } from "./assignment.ts"
import { dataBlock, joined } from "./DataBlock.ts"
import { type CardsInput, cardBlocks } from "./distractors.ts"
import { makePrompt } from "./Prompt.ts"
import { numbered, said } from "./text.ts"

export const Problem = Schema.Struct({
  card: numbered("The number of the card."),
  rule: QualityRule,
  severity: Schema.Literals(["reject", "warn"]),
  reason: said(300, "What is wrong, in one plain sentence a learner understands.")
})

export const review = makePrompt({
  version: "review-1",
  purpose: "review",
  list: "problems",
  element: Problem,
  role: `You check flashcards before a learner spends months with them. Most are good: tell only what is truly wrong.

- reject: the answer is wrong, is not what the note says (grounding), does not answer the question, or another answer would be as right (ambiguity); two things are asked at once (atomic); the question gives the answer away (leakage) or cannot be understood alone (self_contained).
- warn: right, but hardly worth knowing, clumsy or too long (length).
- One problem a line, the worst first; a good card has none. No problem at all is an empty list.`,
  ask: ({ assignment, cards }: CardsInput) =>
    joined([
      skillBlocks(assignment),
      noteBlock(sourceOf(assignment)) || dataBlock("note", "There is no note: judge by what is well established."),
      cardBlocks(cards),
      `Name the problems of the ${cards.length} cards, if there are any.`
    ])
})
