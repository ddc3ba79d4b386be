/**
 * A card made from a note says what stands there: its words mostly, its numbers and names always.
 */
import { stem, wordsOf } from "../vectors/Lexical.ts"
import { type CardText, type CheckContext, reject, type Rule, warn } from "./Rule.ts"
import { meaningOf, tokensOf } from "./Tokens.ts"

const leastShare = 0.6

export const grounding: Rule = (card, context) => {
  const { quote } = context
  if (quote === null) return []
  const said = tokensOf(quote)
  if (said.size === 0) return [reject("grounding", "The place in the note the card refers to is empty.")]
  const meaning = meaningOf(card.answer).filter((word) => !/^\d+$/.test(word))
  const missing = meaning.filter((word) => !said.has(word))
  if (missing.length > meaning.length * (1 - leastShare)) {
    return [reject("grounding", "Most of the answer does not stand in the note.")]
  }
  return [...strayNumbers(card, context, quote), ...strayNames(card, context, quote)]
}

/** Numbers and names may also come from the question and the topic. */
const known = (card: CardText, context: CheckContext, quote: string): string =>
  [quote, card.question, ...context.topic].join("\n")

const numbersOf = (text: string): ReadonlyArray<string> =>
  (text.normalize("NFKC").match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replaceAll(",", ""))

const strayNumbers = (card: CardText, context: CheckContext, quote: string) => {
  const numbers = new Set(numbersOf(known(card, context, quote)))
  // The numbers of a numbered list count its lines
  const stray = numbersOf(card.answer.replace(/^\s*\d{1,3}[.)]\s/gm, "")).find((number) => !numbers.has(number))
  return stray === undefined
    ? []
    : [reject("grounding", `The number ${stray.slice(0, 20)} does not stand in the note.`)]
}

const strayNames = (card: CardText, context: CheckContext, quote: string) => {
  const words = new Set(wordsOf(known(card, context, quote).replace(/[+#]/g, " ")).map(stem))
  const isKnown = (name: string) => wordsOf(name).every((word) => words.has(stem(word)))
  const stray = namesOf(card.answer).find((name) => !isKnown(name))
  if (stray === undefined) return []
  const reason = `The name ${stray.slice(0, 40)} does not stand in the note.`
  return [capitalsMeanNames(quote) ? reject("grounding", reason) : warn("grounding", reason)]
}

/** Words with a capital that do not open a sentence or a line. */
const namesOf = (text: string): ReadonlyArray<string> =>
  text.match(/(?<=[\p{L}\p{N},;)] )\p{Lu}[\p{L}\p{M}\p{N}]+/gu) ?? []

/** German gives every noun a capital, so that few of them are names. */
const capitalsMeanNames = (text: string): boolean => new Set(text.match(germanWords)).size < 2

const germanWords = /\b(?:der|die|das|den|dem|und|ist|sind|nicht|ein|eine|wird|werden|durch|mit)\b/g
