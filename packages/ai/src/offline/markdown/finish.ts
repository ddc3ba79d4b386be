/**
 * The last look at a card: lengths, leaks, and whether its quote really says it. What fails is not shown.
 */
import { answerOf, longestAnswer } from "./answers.ts"
import { stems } from "./asking.ts"
import { decoded } from "./entities.ts"
import type { Extracted } from "./Extracted.ts"
import { isIntact, onOneLine } from "./wording.ts"

const shortestQuestion = 8
const longestQuestion = 200
const leastGrounding = 0.6

export const finish = (markdown: string, found: Extracted): ReadonlyArray<Extracted> => {
  const card = { ...found, question: onOneLine(found.question), answer: answerOf(found) }
  const { answer, question } = card
  const fits =
    question.length >= shortestQuestion &&
    question.length <= longestQuestion &&
    answer.length >= 1 &&
    answer.length <= longestAnswer &&
    /[\p{L}\p{N}]/u.test(answer) &&
    !answer.endsWith(":") &&
    answer.split(/["“”]/).length % 2 === 1
  return fits && isIntact(question) && isIntact(answer) && !leaks(card) && isGrounded(markdown, card) ? [card] : []
}

const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `

const leaks = ({ answer, kind, question }: Extracted): boolean => {
  const said = plain(answer)
  return (
    (said.length > 5 && plain(question).includes(said)) ||
    ((kind === "term" || kind === "definition") && circles(question, answer))
  )
}

/** "Static content: serve static content" explains nothing. */
const circles = (question: string, answer: string): boolean => {
  // The section's name behind the question does not answer it.
  const known = new Set(stems(question.replace(/[?？] \(.*\)$/, "")))
  const telling = stems(answer).filter((word) => word.length >= 4)
  const repeated = telling.filter((word) => known.has(word))
  return repeated.length > 0 && repeated.length >= telling.length / 2
}

/** Most words, and every number and name, stand in the quote. */
const isGrounded = (markdown: string, { answer, quote }: Extracted): boolean => {
  const source = plain(decoded(markdown.slice(quote.start, quote.end)))
  const words = answer.match(/[\p{L}\p{N}]+/gu) ?? []
  const missing = words.filter((word) => !source.includes(word.toLowerCase()))
  return missing.length <= words.length * (1 - leastGrounding) && !missing.some((word) => /^[\p{Lu}\p{N}]/u.test(word))
}
