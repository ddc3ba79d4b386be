/**
 * How every `AccountStore` frees addresses that nobody came for: they may be somebody else's.
 */
import { assert, type Vitest } from "@effect/vitest"
import { DateTime, Effect, Option } from "effect"
import { UserNotFound } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { january } from "../fixtures.ts"
import { type AccountPorts, makeAccount, newAccount, newCode, newSession } from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

/** So long ago that the accounts of other tests stay. */
const joinedAt = DateTime.subtract(january(1), { years: 1 })
const later = DateTime.add(joinedAt, { hours: 1 })
const longAgo = { createdAt: joinedAt, updatedAt: joinedAt }

const removed = AccountStore.use(({ removeUnproven }) => removeUnproven(later))

export const forgetsNobodys = (it: It): void => {
  it.effect("frees an address that nobody proved or used, with whoever joined by it", () =>
    Effect.gen(function* () {
      const [accounts, users] = [yield* AccountStore, yield* UserStore]
      const { email, userId: id } = yield* newAccount(longAgo)
      yield* accounts.removeUnproven(joinedAt)
      assert.isTrue(Option.isSome(yield* accounts.find(id)))

      assert.isAtLeast(yield* removed, 1)
      assert.strictEqual(yield* removed, 0)
      assert.deepStrictEqual(yield* accounts.findByEmail(email), Option.none())
      assert.deepStrictEqual(yield* Effect.flip(users.get(id)), UserNotFound.make({ id }))

      const next = yield* makeAccount({ email })
      yield* accounts.join(next.user, next.account, next.request)
      assert.deepStrictEqual(yield* accounts.findByEmail(email), Option.some(next.account))
    })
  )

  it.effect("keeps whoever proved the address, ever signed in, or came back out of a backup", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const proven = yield* newAccount({ ...longAgo, verifiedAt: joinedAt })
      const known = yield* newAccount(longAgo)
      const { session } = yield* newSession(known.userId)
      yield* SessionStore.use((sessions) => sessions.end(known.userId, session.id))
      const restored = yield* newAccount(longAgo)
      yield* accounts.restore(restored)

      yield* removed
      for (const account of [proven, known, restored]) {
        assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(account))
      }
    })
  )

  it.effect("keeps whoever has a code, until the code is forgotten", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { userId } = yield* newAccount(longAgo)
      yield* newCode(userId, "verification")
      yield* removed
      assert.isTrue(Option.isSome(yield* accounts.find(userId)))
      yield* accounts.purge(january(4))
      assert.isAtLeast(yield* removed, 1)
      assert.isTrue(Option.isNone(yield* accounts.find(userId)))
    })
  )
}
