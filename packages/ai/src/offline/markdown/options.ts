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
  const { names, shape } = readingOf(card)
  if (shape === null) return []
  const alike = others
    .filter((other) => other.question !== card.question && readingOf(other).shape === shape)
    .map((other) => ({ other, uneven: unevenness(card.answer, other.answer) }))
    .filter(({ uneven }) => uneven <= mostUneven)
    .toSorted((a, b) => a.uneven - b.uneven)
  const picked: Array<Sides> = []
  for (const { other } of alike) {
    if (picked.length === wanted) break
    // The cheapest question first: in a long note most are refused by it.
    const apart = isApart(card, other) && picked.every((option) => isApart(option, other))
    if (apart && !isTrueOf(names(), other) && !namesItself(other) && passes(card, other)) picked.push(other)
  }
  const options = picked.map(({ answer }) => answer)
  return CardQuality.checkDistractors(card, options).length === 0 ? options : []
}

/** Ways of asking whose answers can stand for each other; any other question is answered in its own way. */
const shapes: ReadonlyArray<readonly [pattern: RegExp, name: string]> = [
  [/^what is advised under “/i, "advised"],
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

/** The same, where the heading of the column is no noun. */
const listing = /^what is listed under “([^”]{1,80})” for /i

const shapeOf = ({ answer, question }: Sides): string | null => {
  const listed = listing.exec(question)?.[1]
  if (listed !== undefined) return `column ${listed.toLowerCase()}`
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

const asking = new Set(["meant", "mean", "listed", "advised", "used", "called", "happens"])

/** What mentions the thing that is asked about may well be true of it. */
const isTrueOf = (names: ReadonlySet<string>, other: Sides): boolean =>
  names.size > 0 && names.isSubsetOf(readingOf(other).said())

/** Whether it would do as one of three options. */
const passes = (card: Sides, { answer }: Sides): boolean =>
  CardQuality.checkDistractors(card, [answer, "x".repeat(answer.length), "y".repeat(answer.length)]).length === 0

/** "React Router is a ..." is plainly no answer to what Redux is. */
const namesItself = (other: Sides): boolean => {
  const { names, said } = readingOf(other)
  return !/\[…\]|: /.test(other.question) && !names().isDisjointFrom(said())
}

const isApart = (a: Sides, b: Sides): boolean => Lexical.cosine(readingOf(a).vector(), readingOf(b).vector()) < nearest

/** What the picking asks of one card again and again, found once and only when it is asked for. */
interface Reading {
  readonly shape: string | null
  /** The words its question asks about. */
  readonly names: () => ReadonlySet<string>
  /** The words of its answer. */
  readonly said: () => ReadonlySet<string>
  readonly vector: () => Float32Array
}

/** The cards of a page are compared with each other for every skill on it. */
const readings = new WeakMap<Sides, Reading>()

const readingOf = (sides: Sides): Reading => {
  const known = readings.get(sides)
  if (known !== undefined) return known
  const reading: Reading = {
    shape: shapeOf(sides),
    names: once(() => namesIn(sides.question)),
    said: once(() => new Set(Lexical.contentWordsOf(sides.answer).map(Lexical.stem))),
    vector: once(() => Lexical.lexicalVector(sides.answer))
  }
  readings.set(sides, reading)
  return reading
}

const once = <A>(find: () => A): (() => A) => {
  let found: { readonly value: A } | undefined
  return () => (found ??= { value: find() }).value
}

/** Twice as long, or half. */
const mostUneven = Math.log(2)

const unevenness = (answer: string, option: string): number =>
  Math.abs(Math.log(option.length / Math.max(answer.length, 1)))
