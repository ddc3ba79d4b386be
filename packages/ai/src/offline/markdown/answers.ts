/**
 * Cuts what stands below a question down to an answer, and knows when too little would be left of it.
 */
import type { Extracted } from "./Extracted.ts"
import { blockBreak } from "./prose.ts"
import { cutToSentences } from "./sentences.ts"
import { countWords, isName, onOneLine } from "./wording.ts"

export const longestAnswer = 300

/** The answer as it is shown; nothing where what can be shown does not answer. */
export const answerOf = ({ answer, kind, question, rule }: Extracted): string => {
  if (kind === "list") return answer
  const lines = answer
    .split(blockBreak)
    .map(onOneLine)
    .filter((line) => line !== "")
  const [first = "", ...rest] = lines
  const theirs = kind === "qa" && rule !== "qa.consequence"
  if (theirs && (lines.slice(1).some(announces) || isEmptyPromise(first) || (rest.length === 0 && announces(first))))
    return ""
  const whole = wholeOf(first, rest)
  if (whole.length <= longestAnswer) return whole
  if (theirs && !asksForOneThing(question)) return ""
  // The first of several entries is not what was asked for.
  return rest.length > 0 && !isSentence(first) ? "" : cutToSentences(first, longestAnswer)
}

const wholeOf = (first: string, rest: ReadonlyArray<string>): string => {
  if (rest.length === 0) return first
  if (isSentence(first) && rest.every(isSentence)) return [first, ...rest].join(" ")
  const entries = rest.map((line) => `- ${line}`)
  return (announces(first) ? [first, ...entries] : [`- ${first}`, ...entries]).join("\n")
}

const announces = (line: string): boolean => /[:：]$/.test(line)

const isSentence = (line: string): boolean => /[.!?。]["”’)]?$/.test(line) && countWords(line) >= 6

const isEmptyPromise = (line: string): boolean =>
  /^(?:there are|there is) (?:several|many|multiple|some|various|mainly|different|a (?:few|lot|number|couple|variety)|two|three|four|five|six|\d+)\b[^.]*\.?$/i.test(
    line.split(/(?<=\.)\s/)[0] ?? ""
  ) || /^(?:to be (?:completed|done|written|continued)|tbd|todo|coming soon|it depends)\b/i.test(line)

const several =
  /\b(?:differences?|advantages?|disadvantages?|pros|cons|benefits?|limitations?|drawbacks?|reasons?|ways?|steps?|types?|kinds?|features?|rules?|best|main|possible|common|popular|important|use cases?|examples?|principles|methods|options|tools|techniques|strategies|practices|commands)\b/i

/** Whether a question is answered once the thing it names is explained, however much more the note says. */
export const asksForOneThing = (question: string): boolean => {
  const [, subject] =
    /^what (?:is|are|does) (?:meant by )?(?:an? |the )?(.{2,60}?)(?: mean| do)?\s*[?？]$/i.exec(onOneLine(question)) ??
    []
  return subject !== undefined && isName(subject) && !several.test(subject)
}
