/**
 * Wrong options are wrong, different, and give no hint of which is right.
 */
import type { QualityFinding } from "../QualityFinding.ts"
import { type CardText, reject, warn } from "./Rule.ts"
import { unsafe } from "./Safety.ts"

const wanted = 3
const longest = 1_000

/** What is wrong with a card's wrong options; `[]` if they may be shown. */
export const checkDistractors = (
  card: Pick<CardText, "answer">,
  distractors: ReadonlyArray<string>
): ReadonlyArray<QualityFinding> => {
  if (distractors.length !== wanted) return [reject("distractors", `There must be ${wanted} wrong options.`)]
  const keys = distractors.map(keyOf)
  const twice = new Set(keys).size < wanted
  return [
    ...(twice ? [reject("distractors", "Two of the wrong options are the same.")] : []),
    ...distractors.flatMap((distractor) => check(card.answer, distractor))
  ]
}

/** Signs are kept: "a | b" is not "a & b". */
const keyOf = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()

const check = (answer: string, distractor: string): ReadonlyArray<QualityFinding> => {
  const reason = flawOf(answer, distractor)
  if (reason !== undefined) return [reject("distractors", reason)]
  return unevenLength(answer.trim(), distractor.trim())
    ? [warn("distractors", "A wrong option is much longer or shorter than the answer, which gives it away.")]
    : unsafe(distractor)
}

const flawOf = (answer: string, distractor: string): string | undefined => {
  if (distractor.trim() === "") return "A wrong option is empty."
  if (distractor.length > longest) return "A wrong option is longer than 1,000 characters."
  if (keyOf(answer) === keyOf(distractor)) return "A wrong option is the answer."
  if (/^(?:all|none|both|any|neither) of (?:the above|these|them)\b/i.test(distractor.trim())) {
    return "“All of the above” and its like are not options."
  }
  if (within(distractor, answer) || within(answer, distractor))
    return "A wrong option is part of the answer, or contains it."
  return oneKind(answer, distractor) ? undefined : "Some options are numbers and some are words."
}

/** Whole words within whole words; texts without a letter are never part of each other. */
const within = (part: string, whole: string): boolean =>
  /\p{L}/u.test(part) && ` ${wordsKept(whole)} `.includes(` ${wordsKept(part)} `)

const wordsKept = (text: string): string =>
  keyOf(text)
    .replace(/[\s,.;:!?"“”()]+/g, " ")
    .trim()

const oneKind = (a: string, b: string): boolean => !((isFigure(a) && isWordy(b)) || (isWordy(a) && isFigure(b)))

/** A number, perhaps with a unit: "10 ms", "1,024", "-3". */
const isFigure = (text: string): boolean => /^[\s~≈<>±+\-−$€£]*\d/.test(text) && letters(text) <= 3

const isWordy = (text: string): boolean => !/\d/.test(text) && letters(text) > 3

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

/** Short texts vary in length by nature. */
const unevenLength = (answer: string, distractor: string): boolean =>
  Math.max(answer.length, distractor.length) > 12 &&
  (distractor.length * 2 < answer.length || distractor.length > answer.length * 2)
