/**
 * A card asks for one thing.
 */
import { type CardText, type Rule, rejectUnlessTheirs } from "./Rule.ts"
import { withoutCode } from "./Tokens.ts"

// After a letter and before a space: neither `a?.b` nor the sign itself, as in "What does ?? do?".
const questionMark = /(?<=[\p{L}\p{N}"”’')\]}»])[?？؟]+(?=\s|$|["”’')])/gu
const questionWord = /\b(?:what|which|who|whom|when|where|why|how)\b/i
const joinedQuestion = /\b(?:and|or),?\s{1,3}(?:what|which|who|whom|when|where|why|how)\b/i
/** Asks for one thing, of which it is not known what sort it is. */
const whoOrWhat = /\bwho or what\b/i
const listLine = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S/gm

export const atomic: Rule = (card, context) =>
  flawsOf(card).map((reason) => rejectUnlessTheirs("atomic", card, context, reason))

const flawsOf = (card: CardText): ReadonlyArray<string> => {
  const asked = withoutCode(card.question)
  if ((asked.match(questionMark)?.length ?? 0) > 1 || (card.kind !== "cloze" && joinsQuestions(asked))) {
    return ["The card asks more than one question: two cards would serve better."]
  }
  const entries = card.answer.match(listLine)?.length ?? 0
  const mayList = card.kind === "list" || card.kind === "recall"
  return entries >= 3 && !mayList ? [`The answer is a list of ${entries}: one card for each is easier to recall.`] : []
}

const joinsQuestions = (question: string): boolean => {
  const asked = question.replace(whoOrWhat, "what")
  const first = asked.search(questionWord)
  return first !== -1 && joinedQuestion.test(asked.slice(first))
}
