/**
 * Cards the learner already wrote as a question with its answer.
 */
import type { Extracted, Place } from "../Extracted.ts"
import { around, part, placeOf, type Prose } from "../prose.ts"
import { sentencesOf } from "../sentences.ts"
import { asksForOneThing } from "../answers.ts"
import { stems } from "../asking.ts"
import { countWords, isInstruction, talksAboutText } from "../wording.ts"

const label = /(?:^|\n)\s*(?:Q(?:uestion)?\s*\d{0,3}\s*[:.)]|\d{1,3}[.)]\s*Q:)\s+/gi
const answerLabel = /\s(?:A(?:nswer)?\s*\d{0,3}\s*[:.)])\s+/i
const answerStart = /^A(?:nswer)?\s*\d{0,3}\s*[:.)]\s+/i

/** `Q: ... A: ...`, once or several times, in one paragraph or in two. */
export const labelled = (place: Place, prose: Prose, next: Prose | undefined): ReadonlyArray<Extracted> => {
  const starts = Array.from(prose.text.matchAll(label), (match) => ({
    from: match.index,
    body: match.index + match[0].length
  }))
  if (starts[0]?.from !== 0) return []
  return starts.flatMap(({ body }, index) => {
    const pair = part(prose, body, starts[index + 1]?.from)
    const answer = answerLabel.exec(pair.text)
    if (answer !== null) {
      return [pairCard(place, part(pair, 0, answer.index), part(pair, answer.index + answer[0].length), "qa.labelled")]
    }
    const below = next === undefined ? null : answerStart.exec(next.text)
    const last = index === starts.length - 1
    return last && next !== undefined && below !== null
      ? [pairCard(place, pair, part(next, below[0].length), "qa.labelled")]
      : []
  })
}

/** A bold question followed by its answer, on the same line or below. */
export const bold = (place: Place, prose: Prose, next: Prose | undefined): ReadonlyArray<Extracted> => {
  const mark = prose.marks.find((candidate) => candidate.kind === "strong" && candidate.from === 0)
  if (mark === undefined) return []
  const question = part(prose, 0, mark.to)
  if (!/[?？]$/.test(question.text) || decides.test(question.text)) return []
  const rest = part(prose, mark.to)
  const lead = /^[:–—-]\s*/.exec(rest.text)?.[0].length ?? 0
  const answer = rest.text === "" ? next : part(rest, lead)
  return answer === undefined || answer.text === "" ? [] : [pairCard(place, question, answer, "qa.bold")]
}

/** A question on one line, its answer on the next. */
export const twoLines = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const [question] = /^[^\n?？]{5,200}[?？](?=\n)/.exec(prose.text) ?? []
  if (question === undefined || talksAboutText(question)) return []
  const answer = part(prose, question.length)
  return /[?？]$/.test(answer.text)
    ? []
    : [{ ...pairCard(place, part(prose, 0, question.length), answer, "qa.two-lines"), confidence: 0.85 }]
}

/** A question and its answer in a sentence or two, alone in a paragraph. */
export const oneLine = (place: Place, prose: Prose): ReadonlyArray<Extracted> => {
  const text = prose.text
  const [asked = "", space = ""] =
    /^((?:What|Who|Why|When|Where|Which|How)\b[^\n?]{12,120}\?)(\s+)(?=\S)/.exec(text)?.slice(1) ?? []
  const answer = part(prose, asked.length + space.length)
  const told = sentencesOf(answer)
  const unfit = asked === "" || told.length > 2 || answer.text.length > 250 || countWords(answer.text) < 3
  if (unfit || /[?:]$/.test(answer.text) || talksAboutText(text) || leansBack.test(asked)) return []
  if (/^(?:\(|(?:well|let|maybe|perhaps|here|this|that|these|there|think|first|yes|no)\b)/i.test(answer.text)) return []
  return [{ ...pairCard(place, part(prose, 0, asked.length), answer, "qa.one-line"), confidence: 0.8 }]
}

/** Asks about what stood before. */
const leansBack =
  /\b(?:this|these|those|such|it|its|they|them|their|he|she|him|her|his|we|you|i|so|then|next|matter|care)\b|^(?:what|how) (?:about|if)\b/i

/** A list entry that asks, answered by what is indented below it. */
export const listed = (place: Place, prose: Prose, next: Prose | undefined): ReadonlyArray<Extracted> =>
  next !== undefined &&
  next.text !== "" &&
  /[?？]$/.test(prose.text) &&
  countWords(prose.text) <= 30 &&
  !twofold.test(prose.text)
    ? [{ ...pairCard(place, prose, next, "qa.listed"), confidence: 0.85 }]
    : []

/** A heading that asks, answered by the first sentences of its section. */
export const heading = (
  place: Place,
  written: Prose,
  first: Prose | undefined,
  alone: boolean
): ReadonlyArray<Extracted> => {
  const title = part(written, /^\d{1,2}(?:\.\d{1,2})*[.)]?\s+/.exec(written.text)?.[0].length ?? 0)
  if (first === undefined || !/[?？]$/.test(title.text) || countWords(title.text) < 3 || talksAboutText(title.text))
    return []
  if (decides.test(title.text) || twofold.test(title.text) || vague.test(title.text)) return []
  const text = part(first, chatter.exec(first.text)?.[0].length ?? 0)
  const sentences = sentencesOf(text)
  // What a thing is, its first sentence says.
  const enough = /^what (?:is|are|was|were)\b/i.test(title.text) && countWords(sentences[0]?.text ?? "") >= 8
  const opening = sentences.slice(0, enough ? 1 : 2)
  const answer = part(
    text,
    0,
    opening.reduce((length, sentence) => length + sentence.text.length + 1, 0)
  )
  const talks =
    isInstruction(answer.text) ||
    talksAboutText(answer.text) ||
    /[:?,]$/.test(answer.text) ||
    countWords(answer.text) < 4
  const amiss = pointsOn.test(answer.text) || !isAnswered(title.text, answer.text, alone)
  return talks || amiss ? [] : [{ ...pairCard(place, title, answer, "qa.heading"), confidence: 0.8 }]
}

/** The answer proper stands further down. */
const pointsOn = /\b(?:below|above|following|as follows|these steps|let['’]s|in this (?:section|article|example))\b/i

/** What opens a section answers what a thing is, why or when; what to do takes the whole section. */
const isAnswered = (question: string, answer: string, alone: boolean): boolean => {
  if (/^[^\p{Ll}]{4,30}:|^(?:Note|Update|Warning|Important|Deprecated)\b\s?:/u.test(answer)) return false
  if (/^why\b/i.test(question)) return alone || causal.test(answer)
  if (/^how (?:does|do|is|are)\b(?! (?:you|i|we)\b)/i.test(question)) return alone
  if (/^(?:when|where|who|how (?:many|much|long|often|far))\b/i.test(question)) return true
  if (!asksForOneThing(question))
    return /^(?:what (?:happens|makes|causes)|how do(?! (?:you|i|we)\b)|which)\b/i.test(question)
  const opening = answer.split(" ").slice(0, 12).join(" ")
  const said = new Set(stems(opening))
  const named = stems(question).every((word) => word.length <= 3 || asking.has(word) || said.has(word))
  return !leadingUp.test(opening) && (/^(?:it|they)\s/i.test(answer) || named)
}

/** Compares or counts before it says what was asked. */
const leadingUp = /^(?:like|unlike|there|many|some|most|although|while|in contrast|now|so|as)\b/i

const causal =
  /\b(?:because|since|so that|due to|in order to|otherwise|the reasons?|therefore|to (?:avoid|prevent|ensure))\b/i

/** Names nothing to ask about: "Why not both?", "What is it?", "Why bother?" */
const vague =
  /^(?:why|what|how|who|when|where)(?:['’]s)?(?: (?:is|are|was|were|do|does|did|not|so|about|now|next|else))?(?: (?:it|this|that|they|these|those|both|all|here|next|bother|care|matter|important|then|different))?[?？]$|\b(?:it|this|that|they|these|those|them)[?？]$/i

const asking = new Set(["what", "does", "mean", "meant", "with", "from", "your"])

/** `<details>`: the summary asks, the rest answers. */
export const disclosure = (place: Place, summary: Prose, answer: Prose): ReadonlyArray<Extracted> =>
  /[?？]$/.test(summary.text) && answer.text !== "" ? [pairCard(place, summary, answer, "qa.details")] : []

/** "Why did ... and what did ...": two questions, which no card answers at once. */
const twofold = /\b(?:and|or),? (?:what|why|how|who|when|where|which)\b/i

/** A decision the reader is to take, which a card cannot take for him. */
const decides = /^(?:do|are|did|have|would|will|can|could)\s(?:you|your|we|our)\b/i

/** Whether a paragraph asks the reader to decide, so that nothing in it is the answer to anything else. */
export const isDecision = ({ text }: Prose): boolean => decides.test(text) && text.slice(0, 200).includes("?")

/** "Glad you asked!" before the answer. */
const chatter = /^(?:\S+\s){0,4}\S+!\s+/

const pairCard = (place: Place, question: Prose, answer: Prose, rule: string): Extracted => ({
  kind: "qa",
  rule,
  question: question.text,
  answer: answer.text,
  confidence: 0.95,
  quote: around(placeOf(place.markdown, question), placeOf(place.markdown, answer))
})
