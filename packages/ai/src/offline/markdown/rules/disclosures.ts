/**
 * Finds `<details>` blocks and turns those whose summary asks into cards.
 */
import { blocks } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { joined, proseOf, type Prose } from "../prose.ts"
import type { Span } from "../Span.ts"
import { isBoilerplate, titleOf } from "../title.ts"
import { disclosure } from "./questions.ts"

export interface Disclosed {
  /** What the summary asks, if it asks and is answered: then nothing else is asked about the block. */
  readonly cards: ReadonlyArray<Extracted>
  readonly summary: string
  readonly inside: Span
  /** The whole block. */
  readonly span: Span
}

export const disclosures = (place: Place, region: Span): ReadonlyArray<Disclosed> => {
  const text = place.markdown.slice(region.start, region.end)
  const found: Array<Disclosed> = []
  let summary: Span | null = null
  let opened = 0
  for (const tag of text.matchAll(/<(\/?)(summary|details)\b[^<>]{0,200}>/gi)) {
    const closing = tag[1] === "/"
    const start = region.start + tag.index
    const end = start + tag[0].length
    if (/summary/i.test(tag[2] ?? "")) {
      if (!closing) opened = end
      else if (opened > 0) summary = { start: opened, end: start }
    } else if (closing && summary !== null) {
      const inside = { start: summary.end, end: start }
      const span = { start: summary.start, end }
      const asked = joined(read(place, summary))
      found.push({ cards: cardOf(place, asked, inside), summary: asked.text, inside, span })
      summary = null
      opened = 0
    }
  }
  return found
}

const cardOf = (place: Place, summary: Prose, answer: Span): ReadonlyArray<Extracted> => {
  const said = read(place, answer)
  const end = said.findIndex(({ text }) => isBoilerplate(titleOf(text.replace(/:$/, ""))))
  const kept = end === -1 ? said : said.slice(0, end)
  return showsCode(place, answer, kept) ? [] : disclosure(place, summary, joined(kept))
}

const read = ({ markdown }: Place, span: Span): ReadonlyArray<Prose> =>
  blocks(markdown, span)
    .map((block) => proseOf(markdown, block))
    .filter(({ text }) => text !== "")

/** Where code answers, before the words or announced by them, the words alone are no answer. */
const showsCode = ({ markdown }: Place, answer: Span, said: ReadonlyArray<Prose>): boolean => {
  const until = said.at(-1)?.at.at(-1) ?? answer.start
  const code = /(?:```|~~~|<pre\b)/.exec(markdown.slice(answer.start, answer.end))
  if (code === null) return false
  const at = answer.start + code.index
  return at < (said[0]?.at[0] ?? answer.end) || (at < until && said.some(({ text }) => text.endsWith(":")))
}
