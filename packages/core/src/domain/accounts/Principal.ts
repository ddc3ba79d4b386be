/**
 * Who is asking, and what they may ask for.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { UserId } from "../users/User.ts"

/**
 * What a principal may do: `read` everything that is learned and how it goes, `write` goals, notes, trees and cards, rate
 * and undo as `study`, have a model asked at somebody's cost as `generate`, and manage the `account` itself: profile,
 * keys, tokens, export, deletion.
 */
export const Scope = Schema.Literals(["read", "write", "study", "generate", "account"])
export type Scope = typeof Scope.Type
export const allScopes: ReadonlyArray<Scope> = Scope.literals

export const SessionId = Uuid.pipe(Schema.brand("SessionId"))
export type SessionId = typeof SessionId.Type

export const ApiTokenId = Uuid.pipe(Schema.brand("ApiTokenId"))
export type ApiTokenId = typeof ApiTokenId.Type

/**
 * Proven by a session, by an API token, by the token of a server on the learner's own machine (`local`), or by the app
 * that embeds us (`host`).
 */
export const Credential = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("session"), sessionId: SessionId, expiresAt: Schema.DateTimeUtc }),
  Schema.Struct({ kind: Schema.Literal("token"), tokenId: ApiTokenId, expiresAt: Schema.NullOr(Schema.DateTimeUtc) }),
  Schema.Struct({ kind: Schema.Literals(["local", "host"]) })
])
export type Credential = typeof Credential.Type

export const Principal = Schema.Struct({ userId: UserId, scopes: Schema.Array(Scope), credential: Credential })
export type Principal = typeof Principal.Type

/** Nothing that is known here, or no more: missing, wrong, expired and revoked look the same. */
export class Unauthenticated extends Schema.TaggedError<Unauthenticated>()("Unauthenticated", {}) {}

/** Only somebody who has signed in may do this: a token makes no tokens. */
export class SessionRequired extends Schema.TaggedError<SessionRequired>()("SessionRequired", {}) {}
