/**
 * Reads flashcards out of the part of a note that teaches a skill. Makes nothing up: every card quotes the note.
 */
import {
  type Assignment,
  AuthorFailed,
  FlashcardAuthor,
  type FlashcardKind,
  type PlannedFact,
  type ProposedCard
} from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import type { Extracted, Kind } from "./markdown/Extracted.ts"
import { extract } from "./markdown/extract.ts"

export const author = "loopi/offline-markdown"

/** Goes up whenever the rules would read other cards out of the same note. */
export const rulesVersion = "rules-9"

export const layer: Layer.Layer<FlashcardAuthor> = Layer.succeed(
  FlashcardAuthor,
  FlashcardAuthor.of({
    plan: (assignment) =>
      Effect.map(
        Effect.suspend(() => cardsFor(assignment)),
        (cards) => cards.map(factOf)
      ),
    write: (assignment, facts) =>
      Stream.unwrap(
        Effect.map(
          Effect.suspend(() => cardsFor(assignment)),
          (cards) => Stream.fromIterable(writtenFor(facts, cards))
        )
      ),
    rewrite: () => Effect.fail(AuthorFailed.make({ reason: "not_offered", retryable: false }))
  })
)

type Card = Omit<ProposedCard, "fact">

const cardsFor = ({ count, document, node, path }: Assignment): Effect.Effect<ReadonlyArray<Card>, AuthorFailed> => {
  const { source } = node
  if (document === null || source === null || source.documentId !== document.id) {
    return Effect.fail(AuthorFailed.make({ reason: "nothing_to_read", retryable: false }))
  }
  // Only the skill's own stretch is parsed, so that a long note costs each of its skills no more than a short one.
  const found = extract(document.text, source, { path })
  return Effect.succeed(
    surest(found, count ?? found.length).map((card) => ({
      kind: kinds[card.kind],
      question: card.question,
      answer: card.answer,
      source: { documentId: document.id, start: card.quote.start, end: card.quote.end },
      authorship: { author, model: null, promptVersion: rulesVersion, confidence: card.confidence }
    }))
  )
}

/** The fact a card is read out of, told by the card itself: rules read both at once. */
const factOf = ({ answer, kind, question, source }: Card): PlannedFact => ({
  statement: `${question}\n${answer}`,
  kind,
  source
})

/** The same rules read the same cards out of the same note: those that were planned are picked out. */
const writtenFor = (facts: ReadonlyArray<PlannedFact>, cards: ReadonlyArray<Card>): ReadonlyArray<ProposedCard> => {
  const places = new Map(facts.map(({ statement }, fact) => [statement, fact]))
  return cards.flatMap((card) => {
    const fact = places.get(factOf(card).statement)
    return fact === undefined ? [] : [{ ...card, fact }]
  })
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
