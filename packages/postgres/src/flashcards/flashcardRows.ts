/**
 * Flashcards and what they said before, as their tables hold them.
 */
import { Authorship, Distractors, Flashcard, FlashcardRevision, SourceSpan } from "@loopi/core"
import { Schema } from "effect"
import { jsonb } from "../internal/jsonb.ts"

export const FlashcardRow = Schema.Struct({
  ...Flashcard.fields,
  source: jsonb(Schema.NullOr(SourceSpan)),
  authorship: jsonb(Authorship),
  distractors: jsonb(Distractors),
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(Flashcard))

export const RevisionRow = Schema.Struct({
  ...FlashcardRevision.fields,
  authorship: jsonb(Authorship),
  distractors: jsonb(Distractors),
  updatedAt: Schema.DateTimeUtcFromDate,
  replacedAt: Schema.DateTimeUtcFromDate
})
