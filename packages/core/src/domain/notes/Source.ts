/**
 * A source document is a note the learner gave us; a span is the place in it that a skill or a card comes from.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { GoalId } from "../goals/Goal.ts"
import { isStorable, text, verbatim } from "../Text.ts"
import { UserId } from "../users/User.ts"

export const SourceDocumentId = Uuid.pipe(Schema.brand("SourceDocumentId"))
export type SourceDocumentId = typeof SourceDocumentId.Type

/** The longest note we take, in UTF-16 units: a book of 300,000 words. */
export const maxSourceLength = 2_000_000

export class SourceDocument extends Schema.Class<SourceDocument>("SourceDocument")({
  id: SourceDocumentId,
  userId: UserId,
  goalId: GoalId,
  name: text(1, 200),
  /** To the letter, so that spans stay true. */
  text: verbatim(1, maxSourceLength),
  createdAt: Schema.DateTimeUtc
}) {}

const Offset = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** A place in a document: UTF-16 offsets, `start` inclusive and `end` exclusive. */
export const SourceSpan = Schema.Struct({ documentId: SourceDocumentId, start: Offset, end: Offset }).check(
  Schema.makeFilter<{ readonly start: number; readonly end: number }>((span) => span.start < span.end, {
    expected: "a span that ends after it starts"
  })
)
export type SourceSpan = typeof SourceSpan.Type

/** The words that stand at a span. */
export const quoteOf = (document: SourceDocument, span: Pick<SourceSpan, "start" | "end">): string =>
  document.text.slice(span.start, span.end)

export const NoteRefusal = Schema.Literals(["empty", "binary", "too_long", "too_deep"])
export type NoteRefusal = typeof NoteRefusal.Type

/** The note cannot be learned from: it is blank, not text, too long, or nested beyond any author's reach. */
export class NoteRefused extends Schema.TaggedError<NoteRefused>()("NoteRefused", {
  reason: NoteRefusal,
  name: Schema.String
}) {}

export class SourceDocumentNotFound extends Schema.TaggedError<SourceDocumentNotFound>()("SourceDocumentNotFound", {
  id: SourceDocumentId
}) {}

/** Why a note cannot be taken, or `undefined` when it can. */
export const refuseNote = (text: string): NoteRefusal | undefined => {
  if (text.length > maxSourceLength) return "too_long"
  if (!isStorable(text)) return "binary"
  return text.trim() === "" ? "empty" : undefined
}
