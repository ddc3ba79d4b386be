/**
 * What an author proposes as a flashcard, how it is judged, and the draft it becomes.
 */
import { type DateTime, Schema } from "effect"
import { checkCard } from "../CardQuality.ts"
import { Answer, Authorship, Flashcard, type FlashcardId, FlashcardKind, Question } from "./Flashcard.ts"
import type { Goal } from "../goals/Goal.ts"
import type { QualityFinding } from "../QualityFinding.ts"
import type { Sides } from "../duplicates/Similarity.ts"
import type { SkillNode } from "../skillTrees/SkillTree.ts"
import { quoteOf, type SourceDocument, SourceSpan } from "../notes/Source.ts"

/** One fact worth a card, before the card is written. */
export const PlannedFact = Schema.Struct({
  /** What is to be known, in one sentence; for a note, what it says there. */
  statement: Schema.String,
  kind: FlashcardKind,
  source: Schema.NullOr(SourceSpan)
})
export type PlannedFact = typeof PlannedFact.Type

/** A card as its author proposes it: not checked yet, and not the learner's. */
export const ProposedCard = Schema.Struct({
  /** The position of the fact it is written for, among those it was asked for. */
  fact: Schema.Int,
  kind: FlashcardKind,
  question: Schema.String,
  answer: Schema.String,
  source: Schema.NullOr(SourceSpan),
  authorship: Authorship
})
export type ProposedCard = typeof ProposedCard.Type

/** The skill a card is proposed for. */
export interface ProposalPlace {
  readonly goal: Goal
  readonly node: SkillNode
  /** Titles from the category down to the node. */
  readonly path: ReadonlyArray<string>
  /** The note the node comes from, if there is one. */
  readonly document: SourceDocument | null
}

/** What is wrong with a proposed card, beside the cards it would stand with. */
export const judge = (
  card: Pick<ProposedCard, "kind" | "question" | "answer" | "source">,
  { document, path }: Pick<ProposalPlace, "document" | "path">,
  others: ReadonlyArray<Sides>
): ReadonlyArray<QualityFinding> => {
  const quote = card.source === null ? null : quotedIn(document, card.source)
  return checkCard(card, { quote, topic: path, others })
}

/** What stands at a span; nothing where it points elsewhere than into the note. */
const quotedIn = (document: SourceDocument | null, span: SourceSpan): string =>
  document?.id === span.documentId && span.end <= document.text.length ? quoteOf(document, span) : ""

/** What a draft may have beside what was proposed. */
export type Besides = Partial<Pick<Flashcard, "distractors" | "runId" | "keptBecause">>

/** The draft that an acceptable card becomes. */
export const draftOf = (
  card: ProposedCard,
  { goal, node }: ProposalPlace,
  id: FlashcardId,
  now: DateTime.Utc,
  { distractors = [], keptBecause = null, runId = null }: Besides = {}
): Flashcard =>
  Flashcard.make({
    id,
    userId: goal.userId,
    goalId: goal.id,
    nodeId: node.id,
    kind: card.kind,
    question: Question.make(card.question.trim()),
    answer: Answer.make(card.answer.trim()),
    status: "draft",
    source: card.source,
    authorship: card.authorship,
    distractors,
    runId,
    keptBecause,
    createdAt: now,
    updatedAt: now
  })
