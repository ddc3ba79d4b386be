/**
 * A request that is done once however often it is sent: by the key its sender chose, on this route, with this content.
 */
import { Schema } from "effect"
import { IdempotencyKey } from "../runs/Run.ts"
import { UserId } from "../users/User.ts"
import { SecretDigest } from "./SecretToken.ts"

export const KeyedRequest = Schema.Struct({
  userId: UserId,
  /** What was asked for, by the name of the operation: one key may be used once on each. */
  route: Schema.String.check(Schema.isMaxLength(100)),
  key: IdempotencyKey,
  /** Of the address, the body and how the sender is known: the same key with another one is a mistake. */
  fingerprint: SecretDigest
})
export type KeyedRequest = typeof KeyedRequest.Type

/** What is answered again. The body is sealed with the key, which is not kept: it may hold secrets that are shown once. */
export const AnswerKept = Schema.Struct({
  status: Schema.Int,
  contentType: Schema.NullOr(Schema.String),
  sealedBody: Schema.Uint8Array
})
export type AnswerKept = typeof AnswerKept.Type

/** The same request is being worked on, by this process or another. */
export class RequestInProgress extends Schema.TaggedError<RequestInProgress>()("RequestInProgress", {}) {}
