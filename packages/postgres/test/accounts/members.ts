/**
 * Learners who have signed up, and what they leave in the tables of accounts.
 */
import {
  Account,
  AccountCode,
  AccountStore,
  ApiToken,
  ApiTokenId,
  ApiTokenStore,
  type CodePurpose,
  EmailAddress,
  IdempotencyKey,
  IdempotencyStore,
  MailRequest,
  MailRequestId,
  PasswordHash,
  SecretDigest,
  Session,
  SessionId,
  SessionStore,
  type UserId
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { DateTime, Effect, Schema } from "effect"
import { randomBytes, randomUUID } from "node:crypto"

export const at = fixtures.january(5)

export const newDigest = (): SecretDigest => SecretDigest.make(randomBytes(32).toString("hex"))

export const newEmail = (): EmailAddress => Schema.decodeSync(EmailAddress)(`ada-${randomUUID()}@example.org`)

export const hash = PasswordHash.make("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")

/** What somebody sends who joins with this address. */
export const makeJoining = Effect.fnUntraced(function* (email: EmailAddress) {
  const user = yield* fixtures.makeUser()
  const times = { createdAt: at, updatedAt: at }
  const account = Account.make({ userId: user.id, email, passwordHash: hash, verifiedAt: null, ...times })
  const id = MailRequestId.make(randomUUID())
  const request = MailRequest.make({ id, kind: "welcome", email, created: true, attempts: 0, requestedAt: at })
  return [user, account, request] as const
})

/** A learner with an account. */
export const newMember = Effect.gen(function* () {
  const joining = yield* makeJoining(newEmail())
  yield* AccountStore.use((accounts) => accounts.join(...joining))
  return joining[1]
})

/** A code that works for an hour. */
export const newCode = Effect.fnUntraced(function* (userId: UserId, purpose: CodePurpose = "reset") {
  const digest = newDigest()
  const expiresAt = DateTime.add(at, { hours: 1 })
  yield* AccountStore.use((accounts) =>
    accounts.issue(AccountCode.make({ digest, userId, purpose, createdAt: at, expiresAt }))
  )
  return digest
})

/** A session, and the digests of its secrets. */
export const newSession = Effect.fnUntraced(function* (userId: UserId) {
  const session = Session.make({
    id: SessionId.make(randomUUID()),
    userId,
    userAgent: "a browser",
    createdAt: at,
    refreshedAt: at,
    accessExpiresAt: DateTime.add(at, { minutes: 15 }),
    refreshExpiresAt: DateTime.add(at, { days: 30 }),
    endsAt: DateTime.add(at, { days: 180 })
  })
  const secrets = { access: newDigest(), refresh: newDigest() }
  yield* SessionStore.use((sessions) => sessions.open(session, secrets, 100))
  return { session, secrets }
})

/** What a refresh leads to a day later. */
export const makeRefreshed = () => ({
  refreshedAt: DateTime.add(at, { days: 1 }),
  accessExpiresAt: DateTime.add(at, { days: 1, minutes: 15 }),
  refreshExpiresAt: DateTime.add(at, { days: 31 }),
  secrets: { access: newDigest(), refresh: newDigest() }
})

export const newToken = Effect.fnUntraced(function* (userId: UserId) {
  const token = ApiToken.make({
    id: ApiTokenId.make(randomUUID()),
    userId,
    name: "a script",
    scopes: ["read", "study"],
    lastFour: "abcd",
    createdAt: at,
    expiresAt: null,
    lastUsedAt: null
  })
  yield* ApiTokenStore.use((tokens) => tokens.insert(token, newDigest(), 100))
  return token
})

export const makeRequest = (userId: UserId, key = randomUUID()) => ({
  userId,
  route: "goals.create",
  key: IdempotencyKey.make(key),
  fingerprint: newDigest()
})

export const answer = { status: 201, contentType: "application/json", sealedBody: Uint8Array.of(1, 2, 3) }

/** Leaves a row in every table of accounts. */
export const settleIn = Effect.gen(function* () {
  const { userId } = yield* newMember
  yield* newCode(userId)
  const { secrets } = yield* newSession(userId)
  const { refreshedAt, ...times } = makeRefreshed()
  yield* SessionStore.use((sessions) => sessions.refresh(secrets.refresh, { refreshedAt, ...times }, refreshedAt))
  yield* newToken(userId)
  yield* IdempotencyStore.use((once) => once.once(makeRequest(userId), at, Effect.succeed(answer), "joined"))
  return userId
})
