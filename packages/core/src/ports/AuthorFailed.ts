import { Schema } from "effect"

/** Why an author came back without a proposal. */
export const AuthorFailure = Schema.Literals([
  /** There is nothing to work from: a bare title, for an author that only reads notes. */
  "NothingToRead",
  /** The note is nested deeper than the author can follow. */
  "TooDeep",
  "RateLimited",
  "Refused",
  "Malformed"
])
export type AuthorFailure = typeof AuthorFailure.Type

/** An author could not propose anything. */
export class AuthorFailed extends Schema.TaggedError<AuthorFailed>()("AuthorFailed", {
  reason: AuthorFailure,
  retryable: Schema.Boolean
}) {}
