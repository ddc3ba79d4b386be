/**
 * The last look at a card: what passes the gates every card has to pass, and shows no seam of the note it was cut from.
 */
import { CardQuality, type FlashcardKind } from "@loopi/core"
import { answerOf } from "./answers.ts"
import { stems } from "./asking.ts"
import { hasLeftovers } from "./dialects.ts"
import { isEmptyWords } from "./emptiness.ts"
import { decoded } from "./entities.ts"
import { hasSlip } from "./examples.ts"
import type { Extracted, Kind } from "./Extracted.ts"
import { isIntact, onOneLine } from "./wording.ts"

export const finish = (markdown: string, path: ReadonlyArray<string>, found: Extracted): ReadonlyArray<Extracted> => {
  const card = { ...found, question: onOneLine(found.question), answer: answerOf(found) }
  const quote = decoded(markdown.slice(card.quote.start, card.quote.end))
  const text = { kind: kindOf(card.kind), question: card.question, answer: card.answer }
  return isWhole(card) && CardQuality.isAcceptable(CardQuality.checkCard(text, { quote, topic: path, others: [] }))
    ? [card]
    : []
}

/** What is left out of a sentence makes a cloze, whatever it is. */
export const kindOf = (kind: Kind): FlashcardKind => (kind === "cloze-year" || kind === "cloze-number" ? "cloze" : kind)

const isWhole = ({ answer, kind, question }: Extracted): boolean =>
  isIntact(question) &&
  isIntact(answer) &&
  /[\p{L}\p{N}]/u.test(answer) &&
  !/^[:;,)\]]|:$/.test(answer) &&
  !hasSlip(question) &&
  !hasSlip(answer) &&
  !hasLeftovers(question) &&
  !hasLeftovers(answer) &&
  !isEmptyWords({ answer, kind, question }) &&
  answer.split(/["“”]/).length % 2 === 1 &&
  !(
    (kind === "term" ||
      kind === "definition" ||
      (kind === "table" && /^What (?:is|are|does|do) (?!listed)/.test(question))) &&
    circles(question, answer)
  )

/** "Static content: serve static content" explains nothing. */
const circles = (question: string, answer: string): boolean => {
  // The section's name behind the question does not answer it.
  const known = new Set(stems(question.replace(/[?？] \(.*\)$/, "")))
  const telling = stems(answer).filter((word) => word.length >= 4)
  const repeated = telling.filter((word) => known.has(word))
  return repeated.length > 0 && repeated.length >= telling.length / 2
}
