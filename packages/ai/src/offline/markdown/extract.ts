/**
 * Reads flashcards out of one section of a learner's note, by rules alone: the same text always gives the same cards.
 */
import { blocks } from "./blocks.ts"
import { trustedKinds, type Extracted, type Kind } from "./Extracted.ts"
import { finish } from "./finish.ts"
import { disclosures } from "./rules/disclosures.ts"
import { sections } from "./sections.ts"
import type { Span } from "./Span.ts"
import { read } from "./read.ts"

export interface ExtractOptions {
  /** What to look for; by default the kinds that can be trusted. */
  readonly kinds?: ReadonlyArray<Kind>
}

export const extract = (
  markdown: string,
  region: Span,
  context: { readonly path: ReadonlyArray<string> },
  options: ExtractOptions = {}
): ReadonlyArray<Extracted> => {
  const kinds = new Set(options.kinds ?? trustedKinds)
  const disclosed = disclosures({ markdown, path: context.path }, region)
  const open = blocks(markdown, region).filter(({ base, node }) => {
    const start = base + (node.position?.start.offset ?? 0)
    return !disclosed.some(({ span }) => start >= span.start && start < span.end)
  })
  const found = sections(markdown, open, context.path).flatMap((section) => read(section, kinds))
  return distinct(
    [...disclosed.map(({ card }) => card), ...found]
      .filter((card) => kinds.has(card.kind))
      .flatMap((card) => finish(markdown, card))
      .sort((a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end)
  )
}

const distinct = (cards: ReadonlyArray<Extracted>): ReadonlyArray<Extracted> => {
  const asked = new Set<string>()
  return cards.filter((card) => {
    const key = card.question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")
    if (asked.has(key)) return false
    asked.add(key)
    return true
  })
}
