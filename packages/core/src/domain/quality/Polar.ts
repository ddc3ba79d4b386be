/**
 * A card that can be answered by nodding teaches little.
 */
import { wordsOf } from "../vectors/Lexical.ts"
import { type Rule, rejectUnlessTheirs } from "./Rule.ts"

const bare = new Set(
  "yes no true false correct incorrect right wrong sí si oui non ja nein sim não da nie tak да нет".split(" ")
)

/** Yes, no, and nothing else. */
export const bareAnswer = (answer: string): boolean => {
  const words = wordsOf(answer.slice(0, 50))
  return words.length === 1 && bare.has(words[0] ?? "")
}

const asksFor = /\b(?:what|which|who|whom|whose|when|where|why|how|name|word|translate)\b/i

export const polar: Rule = (card, context) =>
  card.kind !== "cloze" && bareAnswer(card.answer) && !asksFor.test(card.question)
    ? [rejectUnlessTheirs("polar", card, context, "The answer is a bare yes or no: ask for the reason instead.")]
    : []
