/**
 * How every `AccountStore` takes codes: once, in time, and for what they are for.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, Effect, Option } from "effect"
import { Account, PasswordHash } from "../../domain/accounts/Account.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { january } from "../fixtures.ts"
import {
  type AccountPorts,
  mailsTo,
  newAccount,
  newCode,
  newDigest,
  newMailId,
  newSession,
  newToken
} from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

const fresh = PasswordHash.make("$hash$fresh")

export const redeems = (it: It): void => {
  proves(it)
  resets(it)
  forgets(it)
}

const proves = (it: It): void => {
  it.effect("marks an address proven by a code, once", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const account = yield* newAccount()
      const { digest } = yield* newCode(account.userId, "verification")
      assert.deepStrictEqual(yield* accounts.redeemVerification(digest, january(2)), Option.some(account.userId))
      const proven = Account.make({ ...account, verifiedAt: january(2), updatedAt: january(2) })
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(proven))
      assert.deepStrictEqual(yield* accounts.redeemVerification(digest, january(2)), Option.none())
    })
  )

  it.effect("remembers when an address was proven first", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount({ verifiedAt: january(1) })
      const { digest } = yield* newCode(userId, "verification")
      yield* accounts.redeemVerification(digest, january(2))
      yield* accounts.redeemReset((yield* newCode(userId, "reset")).digest, fresh, january(2), yield* newMailId)
      assert.deepInclude(Option.getOrThrow(yield* accounts.find(userId)), { verifiedAt: january(1) })
    })
  )

  it.effect("takes no code that is too old, unknown, or for something else", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const account = yield* newAccount()
      const verification = yield* newCode(account.userId, "verification")
      const reset = yield* newCode(account.userId, "reset")
      const { expiresAt } = verification
      assert.deepStrictEqual(yield* accounts.redeemVerification(verification.digest, expiresAt), Option.none())
      assert.deepStrictEqual(yield* accounts.redeemVerification(reset.digest, january(2)), Option.none())
      assert.deepStrictEqual(yield* accounts.redeemVerification(yield* newDigest, january(2)), Option.none())
      const mailId = yield* newMailId
      assert.deepStrictEqual(yield* accounts.redeemReset(reset.digest, fresh, expiresAt, mailId), Option.none())
      assert.deepStrictEqual(yield* accounts.redeemReset(verification.digest, fresh, january(2), mailId), Option.none())
      assert.deepStrictEqual(yield* mailsTo(account.email, "changed"), [])
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(account))
    })
  )

  it.effect("has each code replace those for the same purpose before it", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount()
      const first = yield* newCode(userId, "reset")
      const verification = yield* newCode(userId, "verification")
      const second = yield* newCode(userId, "reset")
      const open = ({ digest, purpose }: typeof first) => accounts.isOpen(digest, purpose, january(2))
      assert.deepStrictEqual(yield* Effect.forEach([first, verification, second], open), [false, true, true])
    })
  )
}

const resets = (it: It): void => {
  it.effect("changes the password by a code, ends all it opened, and counts the address as proven", () =>
    Effect.gen(function* () {
      const [accounts, sessions, tokens] = [yield* AccountStore, yield* SessionStore, yield* ApiTokenStore]
      const account = yield* newAccount()
      yield* newSession(account.userId)
      yield* newToken(account.userId)
      const { digest } = yield* newCode(account.userId, "reset")
      const mailId = yield* newMailId
      const redeemed = yield* accounts.redeemReset(digest, fresh, january(2), mailId)
      assert.deepStrictEqual(redeemed, Option.some(account.userId))
      const [mail] = yield* mailsTo(account.email, "changed")
      assert.deepInclude(mail, { id: mailId, created: false, requestedAt: january(2) })
      const times = { verifiedAt: january(2), updatedAt: january(2) }
      const changed = Account.make({ ...account, ...times, passwordHash: fresh })
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(changed))
      assert.deepStrictEqual(yield* sessions.list(account.userId, january(1)), [])
      assert.deepStrictEqual(yield* tokens.list(account.userId), [])
    })
  )

  it.effect("takes one code once of a thousand times at once", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount()
      const { digest } = yield* newCode(userId, "reset")
      const hashes = Array.makeBy(1_000, (i) => PasswordHash.make(`$hash$${i}`))
      const redeem = (hash: PasswordHash) =>
        Effect.flatMap(newMailId, (mailId) => accounts.redeemReset(digest, hash, january(2), mailId)).pipe(
          Effect.map((taken) => Option.as(taken, hash))
        )
      const winners = Array.getSomes(yield* Effect.forEach(hashes, redeem, { concurrency: "unbounded" }))
      assert.deepStrictEqual(winners, [Option.getOrThrow(yield* accounts.find(userId)).passwordHash])
    })
  )
}

const forgets = (it: It): void => {
  it.effect("knows whether a code is open, and for what", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount()
      const { digest, expiresAt } = yield* newCode(userId, "reset")
      assert.isTrue(yield* accounts.isOpen(digest, "reset", january(2)))
      assert.isFalse(yield* accounts.isOpen(digest, "verification", january(2)))
      assert.isFalse(yield* accounts.isOpen(digest, "reset", expiresAt))
      assert.isFalse(yield* accounts.isOpen(yield* newDigest, "reset", january(2)))
    })
  )

  it.effect("removes codes that expired before then, and no others", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount()
      const { digest, expiresAt } = yield* newCode(userId, "reset")
      yield* accounts.purge(expiresAt)
      assert.isTrue(yield* accounts.isOpen(digest, "reset", january(2)))
      assert.isAtLeast(yield* accounts.purge(january(4)), 1)
      assert.isFalse(yield* accounts.isOpen(digest, "reset", january(2)))
      assert.strictEqual(yield* accounts.purge(january(4)), 0)
    })
  )
}
