/**
 * A token a learner makes for a program: with scopes, perhaps with an end, shown once.
 */
import { Schema } from "effect"
import { text } from "../Text.ts"
import { UserId } from "../users/User.ts"
import { ApiTokenId, Scope } from "./Principal.ts"

export class ApiToken extends Schema.Class<ApiToken>("ApiToken")({
  id: ApiTokenId,
  userId: UserId,
  name: text(1, 100),
  scopes: Schema.Array(Scope).check(Schema.isMinLength(1), Schema.isMaxLength(5), Schema.isUnique()),
  /** The last four characters, to tell tokens apart. */
  lastFour: Schema.String,
  createdAt: Schema.DateTimeUtc,
  expiresAt: Schema.NullOr(Schema.DateTimeUtc),
  /** To the hour: a write for each request would cost more than it tells. */
  lastUsedAt: Schema.NullOr(Schema.DateTimeUtc)
}) {}

export const NewApiToken = Schema.Struct({
  name: ApiToken.fields.name,
  scopes: ApiToken.fields.scopes,
  expiresInDays: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 366 })))
})
export type NewApiToken = typeof NewApiToken.Type

export class ApiTokenNotFound extends Schema.TaggedError<ApiTokenNotFound>()("ApiTokenNotFound", { id: ApiTokenId }) {}

/** As many as one learner may have. */
export class TooManyTokens extends Schema.TaggedError<TooManyTokens>()("TooManyTokens", { limit: Schema.Int }) {}
