/**
 * A question does not give its answer away.
 */
import { contentWordsOf, stem } from "../vectors/Lexical.ts"
import { normalise } from "../duplicates/Similarity.ts"
import { bareAnswer } from "./Polar.ts"
import { type CardText, type Rule, reject, warn } from "./Rule.ts"
import { aroundGaps } from "./Tokens.ts"

const givenAway = "The question already contains the answer."

export const leakage: Rule = (card, context) => {
  const question = card.kind === "cloze" ? aroundGaps(card.question) : card.question
  const topic = new Set(context.topic.flatMap(longStems))
  const said = new Set(longStems(question))
  const own = longStems(card.answer).filter((word) => !topic.has(word))
  const leaked = own.filter((word) => said.has(word))
  if (contains(question, card) && !bareAnswer(card.answer)) {
    const harmless = card.kind !== "cloze" && (offersChoice(question) || (own.length === 0 && context.topic.length > 0))
    return [harmless ? warn("leakage", givenAway) : reject("leakage", givenAway)]
  }
  if (own.length < 2 || leaked.length * 2 <= own.length) return []
  return [warn("leakage", "The question contains most words of the answer.")]
}

const longStems = (text: string): ReadonlyArray<string> => [
  ...new Set(
    contentWordsOf(text)
      .filter((word) => word.length >= 4)
      .map(stem)
  )
]

/** Whether the answer stands in the question, word for word. A single letter or sign says too little to tell. */
const contains = (question: string, { answer }: CardText): boolean => {
  const words = normalise(answer)
  return words.length >= 3 && /\p{L}/u.test(words) && ` ${normalise(question)} `.includes(` ${words} `)
}

/** "Is it a or b?" has to name its answer. */
const offersChoice = (question: string): boolean => /\bor\b/i.test(question)
