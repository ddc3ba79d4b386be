/**
 * Reads flashcards out of the part of a note that teaches a skill. Makes nothing up: every card quotes the note.
 */
import { type Assignment, AuthorFailed, FlashcardAuthor, type FlashcardKind, type ProposedCard } from "@loopi/core"
import { Layer, Stream } from "effect"
import type { Extracted, Kind } from "./markdown/Extracted.ts"
import { extract } from "./markdown/extract.ts"

export const author = "loopi/offline-markdown"

/** Goes up whenever the rules would read other cards out of the same note. */
export const rulesVersion = "rules-2"

export const layer: Layer.Layer<FlashcardAuthor> = Layer.succeed(
  FlashcardAuthor,
  FlashcardAuthor.of({ write: (assignment) => Stream.suspend(() => cardsFor(assignment)) })
)

const cardsFor = ({ count, document, node, path }: Assignment): Stream.Stream<ProposedCard, AuthorFailed> => {
  const { source } = node
  if (document === null || source === null || source.documentId !== document.id) {
    return Stream.fail(AuthorFailed.make({ reason: "NothingToRead", retryable: false }))
  }
  // Only the skill's own stretch is parsed, so that a long note costs each of its skills no more than a short one.
  const found = extract(document.text, source, { path })
  return Stream.fromIterable(surest(found, count ?? found.length)).pipe(
    Stream.map((card) => ({
      kind: kinds[card.kind],
      question: card.question,
      answer: card.answer,
      source: { documentId: document.id, start: card.quote.start, end: card.quote.end },
      authorship: { author, model: null, promptVersion: rulesVersion, confidence: card.confidence }
    }))
  )
}

/** The `count` cards that are most likely good, in the order they stand in the note. */
const surest = (cards: ReadonlyArray<Extracted>, count: number): ReadonlyArray<Extracted> => {
  const best = new Set(cards.toSorted((a, b) => b.confidence - a.confidence).slice(0, count))
  return cards.filter((card) => best.has(card))
}

const kinds: Record<Kind, FlashcardKind> = {
  qa: "qa",
  term: "term",
  table: "table",
  definition: "definition",
  acronym: "acronym",
  cloze: "cloze",
  list: "list",
  recall: "recall",
  relation: "relation",
  "cloze-year": "cloze",
  "cloze-number": "cloze"
}
