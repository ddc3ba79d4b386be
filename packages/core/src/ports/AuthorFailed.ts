import { Schema } from "effect"

/** Why an author came back without a proposal. */
export const AuthorFailure = Schema.Literals([
  /** There is nothing to work from: a bare title, for an author that only reads notes. */
  "nothing_to_read",
  /** The note is nested deeper than the author can follow. */
  "note_too_deep",
  /** This author does not do what it was asked: offline ones do not rewrite. */
  "not_offered",
  /** Too many calls in too short a time: `retryAfterMs` says when to come again. */
  "rate_limited",
  /** The account with the provider has spent what it may. Only its owner can change that. */
  "spend_limit_reached",
  /** The provider has more work than it can do. */
  "overloaded",
  /** The key is missing, wrong, or may not use the model. */
  "credentials_refused",
  /** The provider does not take the request as it is: an unknown model, for example. */
  "request_refused",
  /** The model will not write about this. */
  "refused",
  /** The answer was longer than it may be, and ends in the middle. */
  "truncated",
  /** Note and question together are more than the model can read. */
  "context_exceeded",
  /** The connection broke while the answer came in. */
  "cut_off",
  /** The answer is not what was asked for, also after it was asked to be mended. */
  "malformed",
  "timed_out",
  "unreachable"
])
export type AuthorFailure = typeof AuthorFailure.Type

/** The stable code of a reason, the same wherever it is told: what is about the learner's notes names no author. */
export const authorCodeOf = (reason: AuthorFailure): string => (aboutNotes.has(reason) ? reason : `author_${reason}`)

/** The reason behind a code; nothing for codes of anything else. */
export const authorReasonOf = (code: string): AuthorFailure | undefined =>
  AuthorFailure.literals.find((reason) => authorCodeOf(reason) === code)

const aboutNotes = new Set<AuthorFailure>(["nothing_to_read", "note_too_deep"])

/** An author could not propose anything. */
export class AuthorFailed extends Schema.TaggedError<AuthorFailed>()("AuthorFailed", {
  reason: AuthorFailure,
  /** Whether another try may go well without anybody changing anything. */
  retryable: Schema.Boolean,
  /** How long the provider asks to wait, in milliseconds. */
  retryAfterMs: Schema.optionalKey(Schema.Finite),
  /** What the provider calls the request that failed, to be told to its support. */
  requestId: Schema.optionalKey(Schema.String)
}) {}
