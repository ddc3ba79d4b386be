import { assert, describe, it } from "@effect/vitest"
import { HasherBusy, PasswordHash, PasswordHasher } from "@loopi/core"
import { Duration, Effect, Fiber, Redacted } from "effect"
import * as Argon2PasswordHasher from "../../src/accounts/Argon2PasswordHasher.ts"

const cheap = { memory: 64, passes: 1, parallelism: 1 }
const password = Redacted.make("correct horse")
const hashing = PasswordHasher.use(({ hash }) => hash(password))

describe("Argon2PasswordHasher", () => {
  it.effect("takes the password it hashed and no other, with a salt of its own each time", () =>
    Effect.gen(function* () {
      const hasher = yield* PasswordHasher
      const [one, other] = [yield* hasher.hash(password), yield* hasher.hash(password)]
      assert.notStrictEqual(one, other)
      assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
      assert.isTrue(yield* hasher.verify(password, one))
      assert.isFalse(yield* hasher.verify(Redacted.make("correct horsf"), one))
    }).pipe(Effect.provide(Argon2PasswordHasher.layer()))
  )

  it.effect("takes what the reference implementation hashed, and calls it outdated", () =>
    Effect.gen(function* () {
      const hasher = yield* PasswordHasher
      const hash = PasswordHash.make(
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
      )
      assert.isTrue(yield* hasher.verify(Redacted.make("password"), hash))
      assert.isFalse(yield* hasher.verify(Redacted.make("Password"), hash))
      assert.isTrue(hasher.isOutdated(hash))
      assert.isFalse(hasher.isOutdated(yield* hasher.hash(password)))
    }).pipe(Effect.provide(Argon2PasswordHasher.layer()))
  )

  it.effect("takes a letter however it was typed", () =>
    Effect.gen(function* () {
      const hasher = yield* PasswordHasher
      const hash = yield* hasher.hash(Redacted.make("caf\u00e9 au lait"))
      assert.isTrue(yield* hasher.verify(Redacted.make("cafe\u0301 au lait"), hash))
    }).pipe(Effect.provide(Argon2PasswordHasher.layer({ parameters: cheap })))
  )

  it.live("does the same work where there is no account, and says no", () =>
    Effect.gen(function* () {
      const hasher = yield* PasswordHasher
      const hash = yield* hasher.hash(password)
      const known: Array<number> = []
      const unknown: Array<number> = []
      for (let i = 0; i < 15; i++) {
        known.push(yield* lastingOf(hasher.verify(Redacted.make("wrong"), hash)))
        unknown.push(yield* lastingOf(hasher.verify(Redacted.make("wrong"), undefined)))
        assert.isFalse(yield* hasher.verify(password, PasswordHash.make("$2b$10$of another making")))
      }
      const ratio = medianOf(unknown) / medianOf(known)
      assert.isAbove(ratio, 0.5)
      assert.isBelow(ratio, 2)
    }).pipe(Effect.provide(Argon2PasswordHasher.layer()))
  )

  it.live("refuses at once whoever comes when enough wait, and takes others when those are done", () =>
    Effect.gen(function* () {
      const asked = Array.from({ length: 8 }, () => Effect.result(hashing))
      const outcomes = yield* Effect.all(asked, { concurrency: "unbounded" })
      const refused = outcomes.flatMap((outcome) => (outcome._tag === "Failure" ? [outcome.failure] : []))
      assert.deepStrictEqual(
        refused,
        Array.from({ length: 5 }, () => HasherBusy.make({}))
      )
      yield* hashing
    }).pipe(Effect.provide(Argon2PasswordHasher.layer({ parameters: cheap, atOnce: 1, waiting: 2 })))
  )

  it.live("refuses whoever waited for long, and nobody whose turn has come", () =>
    Effect.gen(function* () {
      const asked = Array.from({ length: 20 }, () => Effect.result(hashing))
      const outcomes = yield* Effect.all(asked, { concurrency: "unbounded" })
      const done = outcomes.filter(({ _tag }) => _tag === "Success")
      assert.isAbove(done.length, 0)
      assert.isBelow(done.length, 20)
      yield* hashing
    }).pipe(Effect.provide(Argon2PasswordHasher.layer({ atOnce: 1, waiting: 20, patience: "1 millis" })))
  )

  it.live("gives back the places of those who hang up", () =>
    Effect.gen(function* () {
      for (let i = 0; i < 20; i++) {
        const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(hashing))
        yield* Effect.yieldNow
        yield* Effect.forEach(fibers, Fiber.interrupt, { concurrency: "unbounded" })
      }
      const outcomes = yield* Effect.all([hashing, hashing, hashing], { concurrency: "unbounded" })
      assert.lengthOf(outcomes, 3)
    }).pipe(Effect.provide(Argon2PasswordHasher.layer({ parameters: cheap, atOnce: 1, waiting: 2 })))
  )

  it.live("leaves the thread of everything else free", () =>
    Effect.gen(function* () {
      const busy = yield* Effect.forkChild(Effect.all([hashing, hashing, hashing], { concurrency: "unbounded" }))
      let turns = 0
      while (busy.pollUnsafe() === undefined) {
        yield* Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))
        turns++
      }
      assert.isAbove(turns, 100)
    }).pipe(Effect.provide(Argon2PasswordHasher.layer({ atOnce: 1 })))
  )
})

const lastingOf = <A, E>(work: Effect.Effect<A, E>) =>
  Effect.map(Effect.timed(work), ([duration]) => Duration.toMillis(duration))

const medianOf = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
