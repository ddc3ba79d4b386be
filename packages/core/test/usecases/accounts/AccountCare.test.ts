import { assert, describe, it } from "@effect/vitest"
import { AccountCare, AccountNotFound, Accounts, EmailAddress, EmailTaken } from "@loopi/core"
import { Effect, Stream } from "effect"
import { ada, anotherPassword, caller, joined, mailed, newAccount, password, signedIn, world } from "./world.ts"

const bea = EmailAddress.make("bea@example.org")

describe("AccountCare", () => {
  it.effect("adds somebody where nobody may join, who signs in at once and gets no mail", () =>
    Effect.gen(function* () {
      const care = yield* AccountCare
      const account = yield* care.add(newAccount())
      assert.strictEqual((yield* signedIn()).user.id, account.userId)
      assert.isNotNull(account.verifiedAt)
      assert.deepStrictEqual(yield* mailed, [])
    }).pipe(Effect.provide(world({ settings: { signUp: "closed" } })))
  )

  it.effect("adds nobody twice, however many try at once", () =>
    Effect.gen(function* () {
      const care = yield* AccountCare
      const outcomes = yield* Effect.forEach(
        Array.from({ length: 10 }),
        () => Effect.match(care.add(newAccount()), { onSuccess: ({ email }) => email, onFailure: ({ _tag }) => _tag }),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(
        outcomes.filter((outcome) => outcome === ada),
        1
      )
      assert.deepStrictEqual(yield* Effect.flip(care.add(newAccount())), EmailTaken.make({ email: ada }))
    }).pipe(Effect.provide(world()))
  )

  it.effect("names everybody who has an account", () =>
    Effect.gen(function* () {
      const care = yield* AccountCare
      yield* joined()
      yield* care.add(newAccount(bea))
      const emails = (yield* Stream.runCollect(care.all)).map(({ email }) => email)
      assert.sameMembers([...emails], [ada, bea])
    }).pipe(Effect.provide(world()))
  )

  it.effect("makes a code by which a new password is chosen, once", () =>
    Effect.gen(function* () {
      const [care, accounts] = [yield* AccountCare, yield* Accounts]
      yield* joined()
      const { secret } = yield* care.resetCode(ada)
      yield* accounts.resetPassword(secret, anotherPassword, caller)
      assert.strictEqual((yield* Effect.flip(signedIn(password)))._tag, "CredentialsRefused")
      yield* signedIn(anotherPassword)
      assert.strictEqual((yield* Effect.flip(accounts.resetPassword(secret, password, caller)))._tag, "CodeRefused")
      assert.deepStrictEqual(yield* Effect.flip(care.resetCode(bea)), AccountNotFound.make({ email: bea }))
    }).pipe(Effect.provide(world()))
  )
})
