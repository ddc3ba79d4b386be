/**
 * Walks the blocks of a section and gives each to the rules that know its shape.
 */
import type { ListItem } from "mdast"
import type { Block } from "./blocks.ts"
import { isGlossary } from "./labelWords.ts"
import { ended, entriesOf } from "./entries.ts"
import type { Extracted, Kind, Place } from "./Extracted.ts"
import { isArgued } from "./labels.ts"
import { joined, part, proseOf, type Prose } from "./prose.ts"
import { acronyms } from "./rules/acronyms.ts"
import { nameAll } from "./rules/lists.ts"
import * as questions from "./rules/questions.ts"
import { recall } from "./rules/recall.ts"
import { sentences } from "./rules/sentences.ts"
import { table } from "./rules/tables.ts"
import { headed, nestedTerm } from "./rules/nestedTerms.ts"
import * as terms from "./rules/terms.ts"
import type { SectionText } from "./sections.ts"
import { sentencesOf } from "./sentences.ts"

export const read = ({ blocks, heading, place }: SectionText, kinds: ReadonlySet<Kind>): ReadonlyArray<Extracted> => {
  const paragraphs = blocks
    .filter(({ node }) => node.type === "paragraph")
    .map((block) => proseOf(place.markdown, block))
  const named = heading === undefined ? [] : acronyms(place, heading)
  const alone = blocks.filter((block) => !isSignpost(place, block)).length === 1
  const opening = blocks[0]?.node.type === "paragraph" ? paragraphs[0] : undefined
  const asked = heading === undefined ? [] : questions.heading(place, heading, opening, alone)
  const told = sequence(place, blocks, kinds, false).filter(
    // What the heading asks is not asked again.
    ({ kind, quote }) => kind !== "definition" || !asked.some((card) => quote.end <= card.quote.end)
  )
  const defined = heading === undefined || asked.length > 0 || !kinds.has("term") ? [] : headed(place, heading, opening)
  const found = [...named, ...asked, ...defined, ...told]
  return found.length === 0 && kinds.has("recall") ? recall(place, paragraphs) : found
}

/** "Back to top": nothing but a link. */
const isSignpost = ({ markdown }: Place, block: Block): boolean => {
  const { marks, text } = proseOf(markdown, block)
  return marks.some(({ from, kind, to }) => kind === "link" && to - from >= text.length - 2)
}

const sequence = (
  place: Place,
  blocks: ReadonlyArray<Block>,
  kinds: ReadonlySet<Kind>,
  inList: boolean
): ReadonlyArray<Extracted> => {
  const found: Array<Extracted> = []
  // A block that already answered the one before it is not read again.
  let answeredUntil = 0
  blocks.forEach((block, index) => {
    const prose = proseOf(place.markdown, block)
    if ((prose.at[0] ?? 0) < answeredUntil) return
    const next = blocks[index + 1]
    const before = blocks[index - 1]
    const cards =
      block.node.type === "paragraph"
        ? paragraph(place, prose, next === undefined ? undefined : proseOf(place.markdown, next), kinds, inList)
        : nested(place, block, before === undefined ? undefined : proseOf(place.markdown, before), kinds)
    answeredUntil = cards.reduce((until, card) => Math.max(until, card.quote.end), answeredUntil)
    found.push(...cards)
  })
  return found
}

const nested = (
  place: Place,
  block: Block,
  before: Prose | undefined,
  kinds: ReadonlySet<Kind>
): ReadonlyArray<Extracted> => {
  const { base, node } = block
  if (node.type === "table") return table(place, block, node)
  if (node.type === "blockquote") return sequence(place, children(block), kinds, false)
  if (node.type !== "list") return []
  const argued = isArgued(before === undefined || !/[:：]$/.test(before.text) ? (place.path.at(-1) ?? "") : before.text)
  const cards = node.children
    .flatMap((item) => {
      const inside = children({ base, node: item })
      const set = kinds.has("term") ? nestedTerm(place, inside) : []
      return set.length > 0
        ? [...set, ...sequence(place, inside.slice(2), kinds, true)]
        : sequence(place, inside, kinds, true)
    })
    // "**Faster**: ..." among advantages sums up, it names nothing.
    .filter(({ kind, quote }) => !argued || kind !== "term" || place.markdown.charAt(quote.start) === "`")
  const asks = kinds.has("list") && cards.length === 0
  return asks
    ? nameAll(
        place,
        before,
        node.children.map((item) => entry(place, base, item))
      )
    : cards
}

const entry = (place: Place, base: number, item: ListItem): Prose =>
  joined(children({ base, node: item }).map((block) => proseOf(place.markdown, block)))

const children = ({ base, node }: Block): ReadonlyArray<Block> =>
  node.type === "listItem" || node.type === "blockquote" ? node.children.map((child) => ({ base, node: child })) : []

/** Rules from the surest to the least sure; the first that finds something has the paragraph. */
const paragraph = (
  place: Place,
  prose: Prose,
  next: Prose | undefined,
  kinds: ReadonlySet<Kind>,
  inList: boolean
): ReadonlyArray<Extracted> => {
  if (questions.isDecision(prose)) return []
  const shapes = [
    () => questions.labelled(place, prose, next),
    () => questions.bold(place, prose, next),
    () => questions.twoLines(place, prose),
    () => questions.oneLine(place, prose),
    () => (inList ? questions.listed(place, prose, next) : []),
    () => terms.doubleColon(place, prose),
    () => terms.definitionList(place, prose),
    () => terms.spacedDefinition(place, prose, next)
  ]
  const cards = first(shapes, kinds) ?? entriesOf(prose).flatMap((entry) => explained(place, entry, kinds, inList))
  return [...acronyms(place, prose), ...cards]
}

/** What explains one term: set apart from it, or in sentences. */
const explained = (place: Place, entry: Prose, kinds: ReadonlySet<Kind>, inList: boolean): ReadonlyArray<Extracted> => {
  const shapes = [
    () => terms.boldTerm(place, entry, "term.bold"),
    () => terms.property(place, entry),
    () => (inList ? terms.year(place, entry) : []),
    () => (inList || isGlossary(place) ? terms.plainTerm(place, entry) : []),
    () => (inList ? terms.equal(place, entry) : [])
  ]
  const cards = first(shapes, kinds)
  if (cards === undefined) {
    // "1957 Perceptron is a ...": an entry of a list of dates.
    const date = inList ? (/^\d{4}(?:[,–-]\s?\d{4})*:?\s(?=\p{Lu})/u.exec(entry.text)?.[0].length ?? 0) : 0
    return sentences(place, ended(part(entry, date)), kinds)
  }
  // The term is explained in the first sentence; what follows speaks for itself.
  const [said, next] = sentencesOf(entry)
  const rest = said === undefined || next === undefined ? undefined : part(entry, said.text.length)
  return rest === undefined ? cards : [...cards, ...sentences(place, ended(rest), kinds)]
}

const first = (
  shapes: ReadonlyArray<() => ReadonlyArray<Extracted>>,
  kinds: ReadonlySet<Kind>
): ReadonlyArray<Extracted> | undefined => {
  for (const shape of shapes) {
    const cards = shape().filter((card) => kinds.has(card.kind))
    if (cards.length > 0) return cards
  }
  return undefined
}
