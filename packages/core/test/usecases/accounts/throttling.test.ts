import { assert, describe, it } from "@effect/vitest"
import {
  Accounts,
  CodeRefused,
  CredentialsRefused,
  EmailAddress,
  HasherBusy,
  PasswordHash,
  PasswordHasher,
  ThrottleStore,
  TooManyAttempts
} from "@loopi/core"
import { MemoryThrottleStore } from "@loopi/core/memory"
import { Array, Effect, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { ada, anotherPassword, caller, from, joined, newAccount, signedIn, signingIn, world } from "./world.ts"

/** A hasher that counts how often it is asked. */
const counting = () => {
  let asked = 0
  const layer = Layer.succeed(
    PasswordHasher,
    PasswordHasher.of({
      hash: () => Effect.sync(() => PasswordHash.make(`$test$${++asked}`)),
      verify: () => Effect.sync(() => ++asked < 0),
      isOutdated: () => false
    })
  )
  return { layer, asked: () => asked }
}

const busy = Layer.succeed(
  PasswordHasher,
  PasswordHasher.of({
    hash: () => HasherBusy.make({}),
    verify: () => HasherBusy.make({}),
    isOutdated: () => false
  })
)

const tagOf = <A, E extends { readonly _tag: string }, R>(attempt: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(attempt), ({ _tag }) => _tag)

describe("throttling", () => {
  const hasher = counting()
  it.effect("lets at most 20 of 10,000 guesses from 1,000 addresses reach the hasher in any hour", () =>
    Effect.gen(function* () {
      const times: Array<number> = []
      for (let i = 0; i < 10_000; i++) {
        const before = hasher.asked()
        yield* Effect.flip(signingIn(from(`203.0.${i % 4}.${Math.floor(i / 4) % 250}`), anotherPassword))
        if (hasher.asked() > before) times.push(i)
        yield* TestClock.adjust("1 second")
      }
      // Three hours at a guess a second.
      assert.isAtMost(times.length, 30)
      for (const at of times) assert.isAtMost(times.filter((time) => time >= at && time < at + 3_600).length, 20)
    }).pipe(Effect.provide(world({ hasher: hasher.layer })))
  )

  it.effect("counts guesses at an address alike, whether anybody has it or not", () =>
    Effect.gen(function* () {
      yield* joined()
      for (const email of [ada, EmailAddress.make("nobody@example.org")]) {
        const guess = signedIn(anotherPassword, email)
        for (let i = 0; i < 10; i++) assert.deepStrictEqual(yield* Effect.flip(guess), CredentialsRefused.make({}))
        const refusal = yield* Effect.flip(guess)
        assert.instanceOf(refusal, TooManyAttempts)
        assert.strictEqual(refusal.resetsAt.epochMilliseconds, 3_600_000)
      }
    }).pipe(Effect.provide(world()))
  )

  it.effect("forgets wrong guesses after a right one, and lets in again once the hour is over", () =>
    Effect.gen(function* () {
      yield* joined()
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 9; i++) yield* Effect.flip(signedIn(anotherPassword))
        yield* signedIn()
      }
      for (let i = 0; i < 10; i++) yield* Effect.flip(signedIn(anotherPassword))
      assert.strictEqual(yield* tagOf(signedIn()), "TooManyAttempts")
      yield* TestClock.adjust("1 hour")
      yield* signedIn()
    }).pipe(Effect.provide(world()))
  )

  it.effect("counts a client by its IPv6 network, and one client's guesses at many accounts", () =>
    Effect.gen(function* () {
      const guess = (i: number) =>
        tagOf(signingIn(from(`2001:db8::${i.toString(16)}`), anotherPassword, EmailAddress.make(`a${i}@example.org`)))
      const tags = yield* Effect.forEach(Array.range(1, 101), guess)
      assert.deepStrictEqual(Array.dedupe(tags), ["CredentialsRefused", "TooManyAttempts"])
      assert.strictEqual(tags.indexOf("TooManyAttempts"), 100)
      assert.strictEqual(yield* tagOf(signingIn(from("2001:db8:0:1::1"), anotherPassword)), "CredentialsRefused")
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets few sign up with one address, and few from one client", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* Effect.forEach(Array.range(1, 5), (i) => accounts.signUp(newAccount(), from(`203.0.113.${i}`)))
      assert.strictEqual(yield* tagOf(accounts.signUp(newAccount(), from("203.0.113.9"))), "TooManyAttempts")
      const join = (i: number) => accounts.signUp(newAccount(EmailAddress.make(`a${i}@example.org`)), caller)
      yield* Effect.forEach(Array.range(1, 20), join)
      assert.strictEqual(yield* tagOf(join(21)), "TooManyAttempts")
    }).pipe(Effect.provide(world()))
  )

  it.effect("mails an address three times in a quarter of an hour at most", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.forgotPassword(ada, caller)
      yield* accounts.resendVerification(ada, caller)
      yield* accounts.forgotPassword(ada, caller)
      assert.strictEqual(yield* tagOf(accounts.forgotPassword(ada, from("203.0.113.9"))), "TooManyAttempts")
      yield* TestClock.adjust("15 minutes")
      yield* accounts.resendVerification(ada, caller)
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets a client try twenty codes an hour", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const code = Redacted.make("loopi_vc_nonsense")
      const tryOne = accounts.verifyEmail(code, caller)
      for (let i = 0; i < 20; i++) assert.deepStrictEqual(yield* Effect.flip(tryOne), CodeRefused.make({}))
      assert.strictEqual(yield* tagOf(tryOne), "TooManyAttempts")
      assert.strictEqual(yield* tagOf(accounts.resetPassword(code, anotherPassword, caller)), "TooManyAttempts")
    }).pipe(Effect.provide(world()))
  )

  it.effect("keeps neither addresses nor anything they could be found by", () =>
    Effect.gen(function* () {
      const keys: Array<string> = []
      const listening = Layer.effect(
        ThrottleStore,
        ThrottleStore.use((store) =>
          Effect.succeed(
            ThrottleStore.of({
              ...store,
              take: (throttles, at) => {
                keys.push(...throttles.map(({ key }) => key))
                return store.take(throttles, at)
              }
            })
          )
        )
      ).pipe(Layer.provide(MemoryThrottleStore.layer))
      yield* Effect.ignore(signedIn()).pipe(Effect.provide(world({ throttles: listening })))
      yield* Effect.ignore(signedIn()).pipe(Effect.provide(world({ throttles: listening })))
      assert.lengthOf(keys, 4)
      // Another server has another secret: the same address is counted by another key.
      assert.lengthOf(Array.dedupe(keys), 4)
      for (const key of keys) assert.match(key, /^signInsPer(Account|Client) [0-9a-f]{64}$/)
    })
  )

  it.effect("counts nobody who was turned away before their password was looked at", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      for (let i = 0; i < 30; i++) {
        assert.strictEqual(yield* tagOf(signedIn()), "HasherBusy")
        assert.strictEqual(yield* tagOf(accounts.signUp(newAccount(), caller)), "HasherBusy")
      }
    }).pipe(Effect.provide(world({ hasher: busy })))
  )
})
