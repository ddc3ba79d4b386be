/**
 * Plans and writes flashcards with a model.
 */
import {
  type Assignment,
  type AuthorError,
  type Complaint,
  FlashcardAuthor,
  type PlannedFact,
  type ProposedCard,
  type SourceSpan
} from "@loopi/core"
import { Effect, Stream } from "effect"
import { sourceOf } from "../prompts/assignment.ts"
import type { Excerpt } from "../prompts/excerpt.ts"
import { inert, inertLine } from "../prompts/inert.ts"
import { type Letters, lettersOf, locate } from "../prompts/locate.ts"
import { type Fact, factsMost, plan } from "../prompts/plan.ts"
import { rewrite } from "../prompts/rewrite.ts"
import { type Card, write } from "../prompts/write.ts"
import type { Asking } from "./Asking.ts"
import { failed } from "./failures.ts"

/** Who signs cards. The model and the prompt are kept beside it. */
export const author = "loopi/anthropic"

/** How sure a card is: more where the note says so. */
const confidence = { grounded: 0.8, ungrounded: 0.6 }

export const makeFlashcardAuthor = (asking: Asking, model: string): FlashcardAuthor["Service"] => {
  const sign = (promptVersion: string, source: SourceSpan | null): ProposedCard["authorship"] => ({
    author,
    model: model.slice(0, 200),
    promptVersion,
    confidence: source === null ? confidence.ungrounded : confidence.grounded
  })

  const planned = Effect.fn("AnthropicFlashcardAuthor.plan")(function* (assignment: Assignment) {
    const source = sourceOf(assignment)
    if (source === null && assignment.document !== null) return yield* failed("nothing_to_read")
    const facts = yield* asking.all({ ...whose(assignment), prompt: plan, input: assignment })
    const kept = factsIn(source, facts).slice(0, Math.min(assignment.count ?? factsMost, factsMost))
    return kept.length === 0 ? yield* failed("malformed") : kept
  })

  const written = (
    assignment: Assignment,
    facts: ReadonlyArray<PlannedFact>
  ): Stream.Stream<ProposedCard, AuthorError> =>
    facts.length === 0
      ? Stream.empty
      : asking.each({ ...whose(assignment), prompt: write, input: { assignment, facts } }).pipe(
          Stream.flatMap((card) => Stream.fromIterable(cardFor(card, facts, sign))),
          onceEach()
        )

  const rewritten = Effect.fn("AnthropicFlashcardAuthor.rewrite")(function* (
    assignment: Assignment,
    card: ProposedCard,
    complaint: Complaint
  ) {
    const [again] = yield* asking.all({
      ...whose(assignment),
      prompt: rewrite,
      input: { assignment, card, complaint }
    })
    const sides = again === undefined ? undefined : sidesOf(again)
    if (again === undefined || sides === undefined) return yield* failed("malformed")
    return { ...card, ...sides, kind: again.kind, authorship: sign(rewrite.version, card.source) }
  })

  return FlashcardAuthor.of({ plan: planned, write: written, rewrite: rewritten })
}

export const whose = ({ goal, runId }: Pick<Assignment, "goal" | "runId">) => ({ userId: goal.userId, runId })

/** Facts with the place they stand in. From a note, those that do not stand in it are not taken. */
const factsIn = (source: Excerpt | null, facts: ReadonlyArray<typeof Fact.Type>): ReadonlyArray<PlannedFact> => {
  const letters = source === null ? null : lettersOf(source)
  return facts.flatMap(({ kind, quote, statement }) => {
    const span = source === null || letters === null ? null : spanOf(source, letters, quote)
    const said = inertLine(statement)
    return said === "" || (source !== null && span === null) ? [] : [{ statement: said, kind, source: span }]
  })
}

const spanOf = ({ document }: Excerpt, letters: Letters, quote: string): SourceSpan | null => {
  const place = locate(letters, quote)
  return place === null ? null : { documentId: document.id, ...place }
}

type Sign = (promptVersion: string, source: SourceSpan | null) => ProposedCard["authorship"]

/** The card, if its fact is one of those asked for and something is left of it without markup. */
const cardFor = (
  card: typeof Card.Type,
  facts: ReadonlyArray<PlannedFact>,
  sign: Sign
): ReadonlyArray<ProposedCard> => {
  const fact = facts[card.fact - 1]
  const sides = sidesOf(card)
  if (fact === undefined || sides === undefined) return []
  const { source } = fact
  return [{ ...sides, fact: card.fact - 1, kind: card.kind, source, authorship: sign(write.version, source) }]
}

/** Question and answer without markup; nothing where that leaves no card. */
const sidesOf = (card: Pick<typeof Card.Type, "question" | "answer">) => {
  const question = inert(card.question)
  const answer = inert(card.answer)
  return question.length < 5 || answer === "" ? undefined : { question, answer }
}

/** The first card of each fact. */
const onceEach =
  () =>
  <E, R>(cards: Stream.Stream<ProposedCard, E, R>): Stream.Stream<ProposedCard, E, R> =>
    Stream.suspend(() => {
      const seen = new Set<number>()
      return Stream.filter(cards, ({ fact }) => seen.size !== seen.add(fact).size)
    })
