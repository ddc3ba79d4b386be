/**
 * Finds `<details>` blocks and turns those whose summary asks into cards.
 */
import { blocks } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { joined, proseOf } from "../prose.ts"
import type { Span } from "../Span.ts"
import { disclosure } from "./questions.ts"

export interface Disclosed {
  readonly card: Extracted
  /** The whole block: nothing else is asked about it. */
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
      found.push(...cardOf(place, summary, inside).map((card) => ({ card, span })))
      summary = null
      opened = 0
    }
  }
  return found
}

const cardOf = (place: Place, summary: Span, answer: Span): ReadonlyArray<Extracted> =>
  disclosure(place, read(place, summary), read(place, answer))

const read = ({ markdown }: Place, span: Span) =>
  joined(blocks(markdown, span).map((block) => proseOf(markdown, block)))
