/**
 * When two skills under different names mean the same: near enough in a space, measured on trees that were written twice.
 */
import type { SpaceId } from "../vectors/Embedding.ts"
import { normalise } from "../duplicates/Similarity.ts"

/**
 * What the meaning of a skill is computed from, if its title says which one it is. The titles above it are no part of
 * it: with them, neighbours below one parent are so much alike that up to three in ten are taken for another.
 */
export const skillText = ({ description, title }: Named): string | undefined =>
  tellingTitle(title) === undefined ? undefined : `${title}. ${description}`

interface Named {
  readonly title: string
  readonly description: string
}

/** The cosine from which on two skills are the same; a cautious one where nobody has measured it. */
export const skillThreshold = (space: SpaceId): number => measured[space] ?? 0.85

/**
 * Of trees written twice by hand, 98 % of what is matched from here on is right, and 100 and 95 % of what is the same
 * is found; of bare ESCO labels and their other names, 95 and 67 %.
 */
const measured: Record<string, number> = { "lexical-1": 0.55, "hybrid-1": 0.7 }

/** A title by its words; none where every book has it, so that it says nothing about which skill is meant. */
export const tellingTitle = (title: string): string | undefined => {
  const name = normalise(title)
  return everyBooks.has(name) ? undefined : name
}

const everyBooks = new Set(
  `introduction basics overview summary conclusion conclusions examples exercises practice fundamentals foundations
  background getting_started advanced_topics further_reading notes other others miscellaneous applications review
  terminology vocabulary principles concepts key_concepts history resources references questions`
    .split(/\s+/)
    .map((title) => title.replaceAll("_", " "))
)
