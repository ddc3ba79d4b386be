/**
 * A card is short enough to be recalled in one go.
 */
import { wordsOf } from "../vectors/Lexical.ts"
import { reject, type Rule, warn } from "./Rule.ts"

const question = { least: 8, most: 200 }
const answerMost = 300
/** More is read rather than recalled. */
const wordsMost = 20

export const length: Rule = (card) => [
  ...questionLength(card.question.trim()),
  ...answerLength(card.answer.trim(), card.kind)
]

const questionLength = (text: string) => {
  if (text.length < 5 || widthOf(text) < question.least)
    return [reject("length", "The question is too short to be understood.")]
  return text.length > question.most ? [reject("length", "The question is longer than 200 characters.")] : []
}

const answerLength = (text: string, kind: string) => {
  if (text === "") return [reject("length", "The card has no answer.")]
  if (text.length > answerMost) return [reject("length", "The answer is longer than 300 characters.")]
  if (kind === "list" || wordsOf(text).length <= wordsMost) return []
  return [warn("length", "The answer has more than 20 words: a shorter one is easier to recall.")]
}

/** Characters, where one that is a word or a syllable by itself counts for two. */
const widthOf = (text: string): number =>
  text.length + (text.match(/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/gu)?.length ?? 0)
