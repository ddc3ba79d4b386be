/**
 * A question has one answer among a learner's cards.
 */
import { normalise } from "../duplicates/Similarity.ts"
import { reject, type Rule } from "./Rule.ts"

export const ambiguity: Rule = (card, { others }) => {
  const asked = questionKey(card.question)
  const answer = normalise(card.answer)
  const rival = others.find((other) => questionKey(other.question) === asked && normalise(other.answer) !== answer)
  return rival === undefined
    ? []
    : [reject("ambiguity", "Another card asks the same question and has a different answer.")]
}

/** Signs are kept, since "What does | do?" and "What does & do?" differ in nothing else; single letters keep their case. */
const questionKey = (question: string): string =>
  question
    .normalize("NFKC")
    .replace(/\p{L}{2,}/gu, (word) => word.toLowerCase())
    .replace(/\s+/g, " ")
    .trim()
    .replace(/(?<=[\p{L}\p{N}])[?.!:]$/u, "")
