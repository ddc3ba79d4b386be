/**
 * Finds wrong options in the learner's own note: right answers to other questions that are asked in the same way.
 */
import { type Assignment, DistractorAuthor, type SourceDocument } from "@loopi/core"
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

/** Notes are read for other answers page by page, so that no skill costs more in a long note than in a short one. */
const pageLength = 20_000

/** Neighbouring skills stand on one page: it is read once. */
const pagesRead = new WeakMap<SourceDocument, Map<number, ReadonlyArray<Sides>>>()

const around = ({ document, node }: Assignment): ReadonlyArray<Sides> => {
  const { source } = node
  if (document === null || source === null || source.documentId !== document.id) return []
  const pages = pagesRead.get(document) ?? new Map<number, ReadonlyArray<Sides>>()
  pagesRead.set(document, pages)
  const page = Math.floor(source.start / pageLength)
  const sides = pages.get(page) ?? read(document.text, page)
  pages.set(page, sides)
  return sides
}

const read = (text: string, page: number): ReadonlyArray<Sides> => {
  const start = page === 0 ? 0 : text.indexOf("\n", page * pageLength) + 1
  return extract(text, { start, end: (page + 1) * pageLength }, { path: [] })
}
