import { DateTime, Effect, Layer, Option } from "effect"
import { Account, type PasswordHash } from "../../domain/accounts/Account.ts"
import type { AccountCode, CodePurpose } from "../../domain/accounts/AccountCode.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import { MailRequest, type MailRequestId } from "../../domain/accounts/MailRequest.ts"
import type { SessionId } from "../../domain/accounts/Principal.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { MemoryForgetting } from "../privacy/MemoryForgetting.ts"
import { MemoryUsers } from "../users/MemoryUserStore.ts"
import { MemoryAccountTables, removeWhere } from "./MemoryAccountTables.ts"

/** Keeps accounts and their codes in a `Map` each. */
export const layer: Layer.Layer<AccountStore, never, MemoryAccountTables | MemoryUsers> = Layer.effect(
  AccountStore,
  Effect.gen(function* () {
    const tables = yield* MemoryAccountTables
    const users = yield* MemoryUsers
    const forgetting = yield* Effect.serviceOption(MemoryForgetting)
    const { accounts, codes, known, mails } = tables
    const byEmail = (email: EmailAddress) => [...accounts.values()].find((account) => account.email === email)
    const redeem = redeemIn(tables)
    const change = changeIn(tables)

    return AccountStore.of({
      join: (user, account, request) =>
        Effect.sync(() => {
          const created = byEmail(account.email) === undefined
          mails.set(request.id, { request: MailRequest.make({ ...request, created }), dueAt: request.requestedAt })
          if (!created) return
          accounts.set(account.userId, account)
          users.set(user.id, user)
        }),
      restore: (account) =>
        Effect.sync(() => {
          accounts.set(account.userId, account)
          known.add(account.userId)
        }),
      findByEmail: (email) => Effect.sync(() => Option.fromUndefinedOr(byEmail(email))),
      find: (userId) => Effect.sync(() => Option.fromUndefinedOr(accounts.get(userId))),
      rehash: (userId, expected, passwordHash) =>
        Effect.sync(() => {
          const account = accounts.get(userId)
          if (account?.passwordHash === expected) accounts.set(userId, Account.make({ ...account, passwordHash }))
        }),
      changePassword: (userId, hash, at, mailId, keep) => Effect.sync(() => change(userId, hash, at, mailId, keep)),
      issue: (code) =>
        Effect.sync(() => {
          removeWhere(codes, ({ purpose, userId }) => userId === code.userId && purpose === code.purpose)
          codes.set(code.digest, code)
        }),
      redeemVerification: (digest, at) =>
        redeem("verification", digest, at, (account) =>
          accounts.set(account.userId, Account.make({ ...account, ...provenAt(account, at), updatedAt: at }))
        ),
      redeemReset: (digest, hash, at, mailId) =>
        redeem("reset", digest, at, (account) => {
          if (account.verifiedAt === null) {
            Option.map(forgetting, ({ forgetIn }) => forgetIn("provider_keys", account.userId))
          }
          accounts.set(account.userId, Account.make({ ...account, ...provenAt(account, at) }))
          change(account.userId, hash, at, mailId)
        }),
      isOpen: (digest, purpose, at) => Effect.sync(() => works(codes.get(digest), purpose, at)),
      purge: (before) => Effect.sync(() => removeWhere(codes, (code) => DateTime.isLessThan(code.expiresAt, before))),
      removeUnproven: (before) =>
        Effect.sync(() => {
          const owners = new Set([...known, ...[...codes.values()].map(({ userId }) => userId)])
          const nobodys = [...accounts.values()].filter(
            ({ createdAt, userId, verifiedAt }) =>
              verifiedAt === null && !owners.has(userId) && DateTime.isLessThan(createdAt, before)
          )
          for (const { userId } of nobodys) {
            accounts.delete(userId)
            users.delete(userId)
          }
          return nobodys.length
        })
    })
  })
)

const provenAt = ({ verifiedAt }: Account, at: DateTime.Utc) => ({ verifiedAt: verifiedAt ?? at })

const works = (code: AccountCode | undefined, purpose: CodePurpose, at: DateTime.Utc): code is AccountCode =>
  code?.purpose === purpose && DateTime.isLessThan(at, code.expiresAt)

type Tables = MemoryAccountTables["Service"]

const changeIn =
  ({ accounts, codes, mails, sessions, tokens }: Tables) =>
  (userId: UserId, passwordHash: PasswordHash, at: DateTime.Utc, mailId: MailRequestId, keep?: SessionId) => {
    const account = accounts.get(userId)
    if (account === undefined) return
    accounts.set(userId, Account.make({ ...account, passwordHash, updatedAt: at }))
    removeWhere(sessions, ({ session }) => session.userId === userId && session.id !== keep)
    removeWhere(tokens, ({ token }) => token.userId === userId)
    removeWhere(codes, (code) => code.userId === userId && code.purpose === "reset")
    const { email } = account
    const request = MailRequest.make({
      id: mailId,
      kind: "changed",
      email,
      created: false,
      attempts: 0,
      requestedAt: at
    })
    mails.set(mailId, { request, dueAt: at })
  }

const redeemIn =
  ({ accounts, codes }: Tables) =>
  (purpose: CodePurpose, digest: SecretDigest, at: DateTime.Utc, then: (account: Account) => void) =>
    Effect.sync(() => {
      const code = codes.get(digest)
      const account = code === undefined ? undefined : accounts.get(code.userId)
      if (account === undefined || !works(code, purpose, at)) return Option.none<UserId>()
      codes.delete(digest)
      then(account)
      return Option.some(account.userId)
    })
