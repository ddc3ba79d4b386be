/**
 * What makes a good card, in words for a model: the rules our own checks apply.
 */
import { FactKind } from "./plan.ts"
import { said } from "./text.ts"

export const cardRules = `- Ask one thing, so that there is one right answer, and ask it so that it is understood alone, months later: name the subject, never "the text", "above" or "it".
- The question has 8 to 200 characters and ends in one question mark, unless it has a gap. No question that yes or no would answer.
- The answer is as short as it can be: some words, 20 at most, 300 characters at most. No "and" that joins two answers, unless the kind is list.
- The answer does not stand in the question, and no word of the question gives it away.
- Say nothing that the fact does not say. Keep its numbers and names, and its words where they carry the meaning.
- A cloze is the sentence with one telling word or number replaced by […]; its answer is what is missing.
- Plain text. Code between backticks, formulas between dollar signs; no HTML, no links, no pictures.
- Write in the language of the fact.`

export const cardFields = {
  kind: FactKind,
  question: said(1_000, "The question, or the sentence with its gap."),
  answer: said(2_000, "The answer, as short as it can be.")
}
