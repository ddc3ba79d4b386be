/**
 * Finds wrong options in the learner's own note: right answers to other questions that are asked in the same way.
 */
import { type Assignment, DistractorAuthor } from "@loopi/core"
import { Effect, Layer } from "effect"
import { extract } from "./markdown/extract.ts"
import { optionsFor, type Sides } from "./markdown/options.ts"

export const layer: Layer.Layer<DistractorAuthor> = Layer.succeed(
  DistractorAuthor,
  DistractorAuthor.of({
    write: (assignment, cards) =>
      Effect.sync(() => {
        const others = [...cards, ...around(assignment)]
        return cards.map((card) => optionsFor(card, others))
      })
  })
)

/** So much of the note on either side of the skill is read for other answers, however long the note is. */
const nearby = 10_000

const around = ({ document, node, path }: Assignment): ReadonlyArray<Sides> => {
  const { source } = node
  if (document === null || source === null || source.documentId !== document.id) return []
  const start = Math.max(0, source.start - nearby)
  return extract(document.text, { start, end: Math.min(source.end, source.start + nearby) + nearby }, { path })
}
