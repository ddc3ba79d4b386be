/**
 * Questions at the end of a lesson of a textbook, with their solutions: those that ask for one thing are cards.
 */
import { blocks } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { joined, proseOf } from "../prose.ts"
import type { Span } from "../Span.ts"
import { firstSentence } from "../sentences.ts"
import { capital, countWords, onOneLine, talksAboutText } from "../wording.ts"

export interface Exercise {
  readonly cards: ReadonlyArray<Extracted>
  /** All of it: nothing else is asked of what it says. */
  readonly span: Span
}

const frame =
  /<div\b[^<>]{0,200}data-type="problem"[^<>]{0,200}>([\s\S]{1,3000}?)<\/div>(?:\s{0,20}<div\b[^<>]{0,200}data-type="solution"[^<>]{0,200}>([\s\S]{1,3000}?)<\/div>)?/g

export const exercises = (place: Place, region: Span): ReadonlyArray<Exercise> =>
  Array.from(place.markdown.slice(region.start, region.end).matchAll(frame), (match) => {
    const [whole, problem = "", solution = ""] = match
    const start = region.start + match.index
    const span = { start, end: start + whole.length }
    const asked = { start: start + whole.indexOf(problem), end: start + whole.indexOf(problem) + problem.length }
    const at = start + whole.lastIndexOf(solution)
    return { cards: cardOf(place, asked, { start: at, end: at + solution.length }, span), span }
  })

const cardOf = (place: Place, problem: Span, solution: Span, quote: Span): ReadonlyArray<Extracted> => {
  const { options, stem } = read(place, problem)
  const said = onOneLine(textOf(place, solution))
  const letter = /^\(?([A-H])\)?[.)]?$/i.exec(said)?.[1]
  const answer = letter === undefined ? said : (options[letter.toUpperCase().charCodeAt(0) - 65] ?? "")
  if (answer === "" || answer.length > 300 || ofOptions.test(answer) || talksAboutText(stem)) return []
  const card = { rule: "qa.exercise", confidence: 0.8, quote, answer: capital(answer.replace(/[;,]$/, "")) }
  const blank = stem.replace(/(?:\\?_){2,}/, "[…]")
  if (blank !== stem)
    return fills(blank, answer) ? [{ ...card, kind: "cloze", question: blank.replace(/(?<!\.)$/, "."), answer }] : []
  return asksOne(stem, letter !== undefined)
    ? [{ ...card, kind: "qa", question: stem, answer: firstSentence(card.answer) }]
    : []
}

/** A short word, in a sentence that says enough to find it. */
const fills = (sentence: string, answer: string): boolean =>
  countWords(sentence) >= 6 &&
  countWords(answer) <= 4 &&
  sentence.indexOf("[…]") === sentence.lastIndexOf("[…]") &&
  // Somebody of a made-up case: what he or she is an instance of, the choices told.
  !/[_?:]|\b(?:following|not|except|example|he|she|his|her)\b/i.test(sentence)

/** What is asked, and what may be chosen from: a list below it, or spans within it. */
const read = (place: Place, problem: Span): { readonly stem: string; readonly options: ReadonlyArray<string> } => {
  const raw = place.markdown.slice(problem.start, problem.end)
  const spans = Array.from(
    raw.matchAll(/<span data-type="item"[^<>]{0,100}>([^<>]{1,300})<\/span>/g),
    ([, text = ""]) => onOneLine(text)
  )
  const until = raw.indexOf('<span data-type="list"')
  const [first, second] = blocks(place.markdown, {
    start: problem.start,
    end: until < 0 ? problem.end : problem.start + until
  })
  const stem = first === undefined ? "" : onOneLine(proseOf(place.markdown, first).text)
  if (spans.length > 0 || first === undefined || second?.node.type !== "list") return { stem, options: spans }
  const { base, node } = second
  const options = node.children.map(({ children }) =>
    onOneLine(joined(children.map((child) => proseOf(place.markdown, { base, node: child }))).text)
  )
  return { stem, options }
}

const textOf = ({ markdown }: Place, span: Span): string =>
  joined(blocks(markdown, span).map((block) => proseOf(markdown, block))).text

/** Says only which of the options, or leaves it open. */
const ofOptions = /^(?:(?:all|none|both|neither|any|either)\b|answers? (?:will|may) vary)|\babove\b/i

/** One question, understood without what may be chosen from. */
const asksOne = (stem: string, chosen: boolean): boolean =>
  (chosen
    ? /^(?:what|who|when|where|which|how (?:many|much|long))\b/i
    : /^(?:what|who|when|where|which|how (?:do|does|did|is|are|was|were|many|much|long)|why (?:do|does|did|is|are|was|were))\b/i
  ).test(stem) &&
  /^[^?]{12,200}\?$/.test(stem) &&
  !/\b(?:following|these|you|your|not|least|best|true|false|correct|statement|example|option|figure|video)\b/i.test(
    stem
  )
