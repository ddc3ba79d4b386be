/**
 * Picks wrong options for a card from the answers of others: what is asked in the same way is answered in the same way.
 */
import { CardQuality, Lexical } from "@loopi/core"

export interface Sides {
  readonly question: string
  readonly answer: string
}

const wanted = 3

/** An option nearer to the answer than this may be right as well. */
const nearest = 0.5

/** Three wrong options, those of the most even length first; none where there are no three that are fair. */
export const optionsFor = (card: Sides, others: ReadonlyArray<Sides>): ReadonlyArray<string> => {
  const shape = shapeOf(card)
  if (shape === null) return []
  const alike = others
    .filter((other) => other.question !== card.question && shapeOf(other) === shape)
    .toSorted((a, b) => unevenness(card.answer, a.answer) - unevenness(card.answer, b.answer))
  const asked = [...namesIn(card.question)]
  const picked: Array<string> = []
  for (const other of alike) {
    if (picked.length === wanted || unevenness(card.answer, other.answer) > mostUneven) break
    const fair = isWrong(card, other, asked) && !namesItself(other)
    if (fair && picked.every((option) => isApart(option, other.answer))) picked.push(other.answer)
  }
  return CardQuality.checkDistractors(card, picked).length === 0 ? picked : []
}

/** Ways of asking whose answers can stand for each other; any other question is answered in its own way. */
const shapes: ReadonlyArray<readonly [pattern: RegExp, name: string]> = [
  [/^what (?:is|are) (?:the )?difference/i, ""],
  [/ stand for\?/i, ""],
  [/^what is meant by “/i, "meant"],
  [/^what does “.+” mean\?/i, "mean"],
  [/^what does .+ do\?/i, "does"],
  [/^what do .+ do\?/i, "do"],
  [/^what is .+ for\?/i, "for"],
  [/^what is (?!.*:)/i, "is"],
  [/^what are (?!.*:)/i, "are"],
  [/\[…\]/, "gap"],
  [/ = \?/, "="]
]

/** "LRU: hit rate?" is answered by what stands in the same column of other rows. */
const column = /^[^:]{1,80}(?::| –) (?:what (?:is|are) the )?([^:?]{2,60})\?(?: \([^()]*\))?$/

const shapeOf = ({ answer, question }: Sides): string | null => {
  const named = shapes.find(([pattern]) => pattern.test(question))?.[1]
  // What fills a gap has to fit into its sentence.
  if (named === "gap") return `gap ${answer.split(" ").length} ${/^\p{Lu}/u.test(answer)} ${answer.endsWith("s")}`
  if (named !== undefined) return named === "" ? null : named
  const header = column.exec(question)?.[1]
  return header === undefined ? null : `column ${header.toLowerCase()}`
}

/** The words a question asks about, without the section it belongs to. */
const namesIn = (question: string): ReadonlySet<string> =>
  new Set(
    Lexical.contentWordsOf(question.replace(/ \([^()]*\)$/, ""))
      .filter((word) => word.length > 1 && !asking.has(word))
      .map(Lexical.stem)
  )

const asking = new Set(["meant", "mean", "listed", "used", "called", "happens"])

const isWrong = (card: Sides, { answer }: Sides, asked: ReadonlyArray<string>): boolean => {
  const said = new Set(Lexical.contentWordsOf(answer).map(Lexical.stem))
  // What mentions the thing that is asked about may well be true of it.
  if (asked.length > 0 && asked.every((word) => said.has(word))) return false
  const even = CardQuality.checkDistractors(card, [answer, "x".repeat(answer.length), "y".repeat(answer.length)])
  return even.length === 0 && isApart(card.answer, answer)
}

/** "React Router is a ..." is plainly no answer to what Redux is. */
const namesItself = ({ answer, question }: Sides): boolean => {
  const said = new Set(Lexical.contentWordsOf(answer).map(Lexical.stem))
  const names = namesIn(question)
  return !/\[…\]|: /.test(question) && [...names].some((word) => said.has(word))
}

const isApart = (a: string, b: string): boolean =>
  Lexical.cosine(Lexical.lexicalVector(a), Lexical.lexicalVector(b)) < nearest

/** Twice as long, or half. */
const mostUneven = Math.log(2)

const unevenness = (answer: string, option: string): number =>
  Math.abs(Math.log(option.length / Math.max(answer.length, 1)))
