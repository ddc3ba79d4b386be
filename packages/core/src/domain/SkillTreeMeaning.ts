/**
 * When two skills under different names mean the same: near enough in a space, measured on trees that were written twice.
 */
import type { SpaceId } from "./Embedding.ts"
import { normalise } from "./Similarity.ts"

/** What the meaning of a skill is computed from, with the titles above it where its own say too little. */
export const skillText = (path: ReadonlyArray<string>, description: string): string => {
  const title = path.at(-1) ?? ""
  return tellingTitle(title) === undefined ? [path.join(": "), description].join(". ") : [title, description].join(". ")
}

/** The cosine from which on two skills are the same; a cautious one where nobody has measured it. */
export const skillThreshold = (space: SpaceId): number => measured[space] ?? 0.85

const measured: Record<string, number> = { "lexical-1": 0.55 }

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
