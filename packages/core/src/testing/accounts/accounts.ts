/**
 * What the contracts of accounts are played with. Every test has an address and secrets of its own.
 */
import { type DateTime, Effect } from "effect"
import { Account, PasswordHash } from "../../domain/accounts/Account.ts"
import { AccountCode, type CodePurpose } from "../../domain/accounts/AccountCode.ts"
import { ApiToken } from "../../domain/accounts/ApiToken.ts"
import { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import { type MailKind, MailRequest, MailRequestId } from "../../domain/accounts/MailRequest.ts"
import { ApiTokenId, SessionId } from "../../domain/accounts/Principal.ts"
import { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import { endOf, Session, timesAt } from "../../domain/accounts/Session.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import type { AccountStores } from "../../ports/accounts/AccountStores.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { Ids } from "../../ports/Ids.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { january, makeUser } from "../fixtures.ts"

/** What these contracts see. */
export type AccountPorts = AccountStores | UserStore

const nextId = Effect.flatMap(Ids, (ids) => ids.next)

/** The digest of a secret that nobody has. */
export const newDigest = Effect.map(nextId, (id) => SecretDigest.make(id.replaceAll("-", "").repeat(2)))

export const newEmail = Effect.map(nextId, (id) => EmailAddress.make(`ada.${id}@example.org`))

export const newMailId = Effect.map(nextId, (id) => MailRequestId.make(id))

export const makeMailRequest = Effect.fnUntraced(function* (email: EmailAddress, fields: Partial<MailRequest> = {}) {
  return MailRequest.make({
    id: yield* newMailId,
    kind: "welcome",
    email,
    created: false,
    attempts: 0,
    requestedAt: january(1),
    ...fields
  })
})

/** The mails of a kind that wait for an address. They are taken by this. */
export const mailsTo = Effect.fnUntraced(function* (email: EmailAddress, kind: MailKind) {
  const mails = yield* MailRequestStore
  const taken = yield* mails.take(100_000, january(2), january(2))
  return taken.filter((request) => request.email === email && request.kind === kind)
})

/** A learner with an account, and the mail that welcomes them, as they join. */
export const makeAccount = Effect.fnUntraced(function* (fields: Partial<Account> = {}) {
  const user = yield* makeUser()
  const account = Account.make({
    userId: user.id,
    email: yield* newEmail,
    passwordHash: PasswordHash.make("$hash$one"),
    verifiedAt: null,
    createdAt: january(1),
    updatedAt: january(1),
    ...fields
  })
  return { user, account, request: yield* makeMailRequest(account.email) }
})

/** The account of somebody who has joined. */
export const newAccount = Effect.fnUntraced(function* (fields: Partial<Account> = {}) {
  const accounts = yield* AccountStore
  const { account, request, user } = yield* makeAccount(fields)
  yield* Effect.orDie(accounts.join(user, account, request))
  return account
})

/** A code that is kept, good until the 3rd of January. */
export const newCode = Effect.fnUntraced(function* (userId: UserId, purpose: CodePurpose) {
  const accounts = yield* AccountStore
  const times = { createdAt: january(2), expiresAt: january(3) }
  const code = AccountCode.make({ digest: yield* newDigest, userId, purpose, ...times })
  yield* Effect.orDie(accounts.issue(code))
  return code
})

export const newSecrets = Effect.all({ access: newDigest, refresh: newDigest })

export const makeSession = Effect.fnUntraced(function* (userId: UserId, at: DateTime.Utc = january(1)) {
  const id = SessionId.make(yield* nextId)
  const endsAt = endOf(at)
  return Session.make({ id, userId, userAgent: "Firefox", createdAt: at, endsAt, ...timesAt(at, endsAt) })
})

/** A session that is open, with its secrets. */
export const newSession = Effect.fnUntraced(function* (userId: UserId, at?: DateTime.Utc, most = 100) {
  const sessions = yield* SessionStore
  const session = yield* makeSession(userId, at)
  const secrets = yield* newSecrets
  yield* Effect.orDie(sessions.open(session, secrets, most))
  return { session, secrets }
})

export const makeToken = Effect.fnUntraced(function* (userId: UserId, fields: Partial<ApiToken> = {}) {
  return ApiToken.make({
    id: ApiTokenId.make(yield* nextId),
    userId,
    name: "Backup script",
    scopes: ["read"],
    lastFour: "9xQz",
    createdAt: january(1),
    expiresAt: null,
    lastUsedAt: null,
    ...fields
  })
})

/** A token that is kept, with the digest of its secret. */
export const newToken = Effect.fnUntraced(function* (userId: UserId, fields: Partial<ApiToken> = {}) {
  const tokens = yield* ApiTokenStore
  const token = yield* makeToken(userId, fields)
  const digest = yield* newDigest
  yield* Effect.orDie(tokens.insert(token, digest, 100))
  return { token, digest }
})
