import { assert, describe, it } from "@effect/vitest"
import {
  Accounts,
  AccountStore,
  EmailAddress,
  IdempotencyKey,
  IdempotencyStore,
  SecretDigest,
  Sessions,
  SessionStore,
  ThrottleStore,
  UserId
} from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { DateTime, Effect, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { ada, caller, joined, mailed, newAccount, signedIn, world } from "./world.ts"

const digest = SecretDigest.make("ab".repeat(32))
const request = {
  userId: UserId.make(uuid(1)),
  route: "goals.create",
  key: IdempotencyKey.make("k"),
  fingerprint: digest
}

describe("Accounts: forgetting", () => {
  it.effect("forgets what is over, each hour", () =>
    Effect.gen(function* () {
      const [accounts, codes, throttles, sessions] = [
        yield* Accounts,
        yield* AccountStore,
        yield* ThrottleStore,
        yield* SessionStore
      ]
      yield* joined()
      yield* signedIn()
      yield* accounts.forgotPassword(ada, caller)
      yield* mailed
      const mailbox = yield* TestMailer.Mailbox
      yield* mailbox.code(ada, "reset")
      yield* TestClock.adjust("31 days")
      // What the purges leave for later calls is nothing: it was all over.
      const now = yield* DateTime.now
      assert.deepStrictEqual(
        yield* Effect.all([codes.purge(now), throttles.purge(now), sessions.purge(now)]),
        [0, 0, 0]
      )
    }).pipe(Effect.provide(forgetful))
  )

  it.effect("keeps answers for a day, and sessions for as long as they last", () =>
    Effect.gen(function* () {
      const [answers, sessions] = [yield* IdempotencyStore, yield* Sessions]
      let done = 0
      const work = Effect.sync(() => ({ status: 200 + ++done, contentType: null, sealedBody: new Uint8Array() }))
      const ask = Effect.flatMap(DateTime.now, (now) => answers.once(request, now, work, "joined"))
      yield* joined()
      const { refresh, user } = yield* signedIn()
      yield* ask
      yield* TestClock.adjust("23 hours")
      assert.strictEqual((yield* ask).status, 201)
      yield* TestClock.adjust("3 hours")
      assert.strictEqual((yield* ask).status, 202)
      assert.strictEqual((yield* sessions.refresh(refresh)).user.id, user.id)
      assert.isTrue(Option.isSome(yield* Accounts.use(({ find }) => find(user.id))))
    }).pipe(Effect.provide(forgetful))
  )

  it.effect("frees addresses that nobody proved within a week, and keeps the others", () =>
    Effect.gen(function* () {
      const [accounts, store] = [yield* Accounts, yield* AccountStore]
      const squatted = EmailAddress.make("bea@example.org")
      yield* joined()
      yield* accounts.signUp(newAccount(squatted), caller)
      yield* mailed
      yield* TestClock.adjust("7 days")
      assert.isTrue(Option.isSome(yield* store.findByEmail(squatted)))
      yield* TestClock.adjust("1 hour")
      assert.isTrue(Option.isNone(yield* store.findByEmail(squatted)))
      assert.isTrue(Option.isSome(yield* store.findByEmail(ada)))
    }).pipe(Effect.provide(forgetful))
  )
})

const forgetful = Layer.provideMerge(Accounts.layerForgetting, world())
