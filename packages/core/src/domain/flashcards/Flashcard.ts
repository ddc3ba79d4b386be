/**
 * A flashcard is one question and its answer. What the learner remembers of it is its `Schedule`.
 */
import { DateTime, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { GoalId } from "../goals/Goal.ts"
import { RunId } from "../runs/Run.ts"
import { SkillNodeId } from "../skillTrees/SkillTree.ts"
import { SourceSpan } from "../notes/Source.ts"
import { text } from "../Text.ts"
import { UserId } from "../users/User.ts"

export const FlashcardId = Uuid.pipe(Schema.brand("FlashcardId"))
export type FlashcardId = typeof FlashcardId.Type

/** A card made by hand has 5 to 1,000 characters here; authors are held to `CardQuality` as well. */
export const Question = text(5, 1_000).pipe(Schema.brand("Question"))
export type Question = typeof Question.Type

/** Kept as authors and learners wrote it. What a learner types by hand must have 5 characters: `NewFlashcard`. */
export const Answer = text(1, 5_000).pipe(Schema.brand("Answer"))
export type Answer = typeof Answer.Type

/** What sort of fact a card asks for; `basic` is a card made by hand. */
export const FlashcardKind = Schema.Literals([
  "basic",
  "qa",
  "term",
  "definition",
  "table",
  "acronym",
  "cloze",
  "named",
  "list",
  "relation",
  "recall"
])
export type FlashcardKind = typeof FlashcardKind.Type

/** A draft waits for the learner's approval; only active cards are studied. */
export const FlashcardStatus = Schema.Literals(["draft", "active"])
export type FlashcardStatus = typeof FlashcardStatus.Type

/** Who wrote a card: "learner", or an author's name with its model and prompt version, and how sure it was. */
export const Authorship = Schema.Struct({
  author: text(1, 100),
  model: Schema.NullOr(text(1, 200)),
  promptVersion: Schema.NullOr(text(1, 100)),
  confidence: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
})
export type Authorship = typeof Authorship.Type

/** Wrong answers to choose from beside the right one: three, or none. */
export const Distractors = Schema.Array(text(1, 1_000)).check(
  Schema.makeFilter((options) => options.length === 0 || options.length === 3, {
    expected: "three wrong answers or none"
  })
)
export type Distractors = typeof Distractors.Type

export class Flashcard extends Schema.Class<Flashcard>("Flashcard")({
  id: FlashcardId,
  userId: UserId,
  goalId: GoalId,
  nodeId: Schema.NullOr(SkillNodeId),
  kind: FlashcardKind,
  question: Question,
  answer: Answer,
  status: FlashcardStatus,
  source: Schema.NullOr(SourceSpan),
  authorship: Authorship,
  distractors: Distractors,
  /** The run it was written in. That run may be gone. */
  runId: Schema.NullOr(RunId),
  /** Why it was kept, though it repeats another. */
  keptBecause: Schema.NullOr(text(1, 1_000)),
  createdAt: Schema.DateTimeUtc,
  updatedAt: Schema.DateTimeUtc
}) {}

/** The part of a card that is written, as it was before it was written anew. */
export const FlashcardRevision = Schema.Struct({
  kind: FlashcardKind,
  question: Question,
  answer: Answer,
  distractors: Distractors,
  authorship: Authorship,
  /** When the card was last changed before. */
  updatedAt: Schema.DateTimeUtc,
  replacedAt: Schema.DateTimeUtc
})
export type FlashcardRevision = typeof FlashcardRevision.Type

/** What is written of a card, and when. */
export type Wording = Pick<Flashcard, "kind" | "question" | "answer" | "distractors" | "authorship" | "updatedAt">

/**
 * A card that is written anew, and the revision that keeps what stood there. Changes of a card are told apart by their
 * times, so each is later than the one before.
 */
export const rewritten = (
  before: Flashcard,
  wording: Wording
): { readonly updated: Flashcard; readonly revision: FlashcardRevision } => {
  const { answer, authorship, distractors, kind, question, updatedAt } = before
  const at = DateTime.max(wording.updatedAt, DateTime.add(updatedAt, { milliseconds: 1 }))
  return {
    updated: Flashcard.make({
      ...before,
      kind: wording.kind,
      question: wording.question,
      answer: wording.answer,
      distractors: wording.distractors,
      authorship: wording.authorship,
      updatedAt: at
    }),
    revision: { answer, authorship, distractors, kind, question, updatedAt, replacedAt: at }
  }
}

/** What the meaning of a card is computed from. */
export const cardText = ({ question }: { readonly question: string }): string => question

/** A card as a learner writes it by hand. */
export const NewFlashcard = Schema.Struct({
  goalId: GoalId,
  nodeId: Schema.optionalKey(SkillNodeId),
  question: Question,
  answer: Answer.check(Schema.isMinLength(5)),
  /** Why it is to be kept, though it repeats another. */
  keptBecause: Schema.optionalKey(text(1, 1_000))
})
export type NewFlashcard = typeof NewFlashcard.Type

export class FlashcardNotFound extends Schema.TaggedError<FlashcardNotFound>()("FlashcardNotFound", {
  id: FlashcardId
}) {}

/** Somebody has changed the card meanwhile: load it and decide again. */
export class FlashcardConflict extends Schema.TaggedError<FlashcardConflict>()("FlashcardConflict", {
  id: FlashcardId
}) {}
