/**
 * Reads flashcards out of one section of a learner's note, by rules alone: the same text always gives the same cards.
 */
import { blocks } from "./blocks.ts"
import { trustedKinds, type Extracted, type Kind } from "./Extracted.ts"
import { finish } from "./finish.ts"
import { isEnglish } from "./language.ts"
import { distinct } from "./repeated.ts"
import { disclosures } from "./rules/disclosures.ts"
import { exercises } from "./rules/exercises.ts"
import { sections } from "./sections.ts"
import type { Span } from "./Span.ts"
import { read } from "./read.ts"
import { titleOf } from "./title.ts"

export interface ExtractOptions {
  /** What to look for; by default the kinds that can be trusted. */
  readonly kinds?: ReadonlyArray<Kind>
}

/** A section without a heading for this long is read up to here: no learner wrote it, and no caller should wait for it. */
const longestRegion = 200_000

export const extract = (
  markdown: string,
  section: Span,
  context: { readonly path: ReadonlyArray<string> },
  options: ExtractOptions = {}
): ReadonlyArray<Extracted> => {
  const kinds = new Set(options.kinds ?? trustedKinds)
  const start = Math.max(0, section.start)
  const region = { start, end: Math.min(section.end, markdown.length, start + longestRegion) }
  const place = { markdown, path: context.path, english: isEnglish(markdown, region) }
  const disclosed = disclosures(place, region)
  const exercised = exercises(place, region)
  const taken = [...disclosed, ...exercised].map(({ span }) => span)
  const open = blocks(markdown, region).filter(({ base, node }) => {
    const at = base + (node.position?.start.offset ?? 0)
    return !taken.some((span) => at >= span.start && at < span.end)
  })
  const found = sections(place, open).flatMap((section) => read(section, kinds))
  const below = disclosed.flatMap(({ cards, inside, summary }) => {
    if (cards.length > 0) return cards
    // A summary that does not ask is a heading.
    const titled = { ...place, path: [...place.path, titleOf(summary)] }
    return sections(titled, blocks(markdown, inside)).flatMap((section) => read(section, kinds))
  })
  return distinct(
    [...below, ...exercised.flatMap(({ cards }) => cards), ...found]
      .filter((card) => kinds.has(card.kind))
      .flatMap((card) => finish(markdown, context.path, card))
      .sort((a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end),
    markdown
  )
}
