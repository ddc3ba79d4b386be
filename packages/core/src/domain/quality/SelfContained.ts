/**
 * A card can be understood alone, months later, away from the text it came from.
 */
import { contentWordsOf, wordsOf } from "../vectors/Lexical.ts"
import { type Rule, rejectUnlessTheirs } from "./Rule.ts"
import { hasGap, withoutCode } from "./Tokens.ts"

const textual =
  "passage|text|excerpt|article|author|document|section|chapter|paragraph|notes?|figure|table|diagram|slide|lecture|example|snippet"

const pointers: ReadonlyArray<RegExp> = [
  /\b(?:the|from|see|as) above\b(?! sea| all| ground| average| zero)/i,
  /\b(?:the following|shown|listed|mentioned|described|discussed|given|defined) (?:above|below|earlier|previously|here)\b/i,
  new RegExp(
    `\\b(?:according to|based on|as (?:stated|described|mentioned|shown|seen) in) (?:the|this) (?:${textual})\\b`,
    "i"
  ),
  new RegExp(
    `\\b(?:in|of|from|by) (?:this|the (?:above|given|following|previous|next|provided)) (?:${textual})\\b`,
    "i"
  )
]

const pronouns = new Set(["it", "its", "they", "them", "their", "he", "she", "him", "this", "these", "those"])

export const selfContained: Rule = (card, context) => {
  const question = withoutCode(card.question)
  if (pointers.some((pointer) => pointer.test(question))) {
    return [
      rejectUnlessTheirs("self_contained", card, context, "The question points to a text the learner will not see.")
    ]
  }
  return opensWithPronoun(question)
    ? [rejectUnlessTheirs("self_contained", card, context, "The question does not say what it is about.")]
    : []
}

/** A pronoun before anything it could stand for. "Is it safe to ..." stands for what follows. */
const opensWithPronoun = (question: string): boolean => {
  const opening = /^[^.?!:;,[({]{0,200}/.exec(question)?.[0] ?? ""
  const words = wordsOf(opening)
  const at = words.findIndex((word) => pronouns.has(word))
  if (at === -1 || at > 4 || contentWordsOf(words.slice(0, at).join(" ")).length > 0) return false
  const pronoun = words[at]
  const expletive =
    (pronoun === "it" && /\b(?:to|that|when|if|whether|mean)\b/i.test(question)) ||
    /\b(?:this|it) called:/i.test(question)
  return !expletive && !(at === 0 && hasGap(question) && question.trim().startsWith("["))
}
