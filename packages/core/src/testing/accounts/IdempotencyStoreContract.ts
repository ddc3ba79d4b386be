/**
 * What every `IdempotencyStore` must do: the work of a request is done once, and answered ever after.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, Deferred, Effect, Fiber, type Layer, Schema } from "effect"
import { type AnswerKept, type KeyedRequest, RequestInProgress } from "../../domain/accounts/KeyedRequest.ts"
import { IdempotencyKey, IdempotencyKeyReused } from "../../domain/runs/Run.ts"
import { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { type AccountPorts, newDigest } from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`an IdempotencyStore (${adapter})`, (it) => {
    for (const transaction of ["joined", "apart"] as const) {
      doesOnce(it, transaction)
      doesAgain(it, transaction)
    }
    forgets(it)
  })

type Transaction = "joined" | "apart"

class Refused extends Schema.TaggedError<Refused>()("Refused", {}) {}

const newRequest = Effect.gen(function* () {
  const [userId, fingerprint] = [yield* newLearner, yield* newDigest]
  return { userId, route: "goals.create", key: IdempotencyKey.make("a key"), fingerprint }
})

/** Work that counts how often it is done, and answers with that. */
const counting = (during: Effect.Effect<void> = Effect.void) => {
  let done = 0
  const work = Effect.suspend(() => {
    const sealedBody = new Uint8Array([++done, 0, 255])
    return Effect.as(during, { status: 201, contentType: "application/json", sealedBody })
  })
  return { work, times: () => done }
}

const once = <E>(request: KeyedRequest, work: Effect.Effect<AnswerKept, E>, transaction: Transaction) =>
  IdempotencyStore.use((store) => store.once(request, january(1), work, transaction))

const doesOnce = (it: It, how: Transaction): void => {
  it.effect(`does the work once, and answers alike when asked again (${how})`, () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      const { times, work } = counting()
      const answer = yield* once(request, work, how)
      assert.deepStrictEqual(answer.sealedBody, new Uint8Array([1, 0, 255]))
      assert.deepStrictEqual(yield* once(request, work, how), answer)
      assert.strictEqual(times(), 1)
    })
  )

  it.effect(`does the work once for fifty who ask at once (${how})`, () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      const { times, work } = counting(Effect.yieldNow)
      const asked = Array.makeBy(50, () => Effect.result(once(request, work, how)))
      const outcomes = yield* Effect.all(asked, { concurrency: "unbounded" })
      const answer = yield* once(request, work, how)
      assert.strictEqual(times(), 1)
      for (const outcome of outcomes) {
        if (outcome._tag === "Success") assert.deepStrictEqual(outcome.success, answer)
        else assert.deepStrictEqual(outcome.failure, RequestInProgress.make({}))
      }
      assert.isAbove(outcomes.filter(({ _tag }) => _tag === "Success").length, 0)
    })
  )

  it.effect(`refuses a key that was used for another content (${how})`, () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      const { times, work } = counting()
      yield* once(request, work, how)
      const other = once({ ...request, fingerprint: yield* newDigest }, work, how)
      assert.deepStrictEqual(yield* Effect.flip(other), IdempotencyKeyReused.make({}))
      assert.strictEqual(times(), 1)
    })
  )

  it.effect(`knows keys by their learner and route (${how})`, () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      const { times, work } = counting()
      yield* once(request, work, how)
      yield* once({ ...request, userId: yield* newLearner }, work, how)
      yield* once({ ...request, route: "notes.add" }, work, how)
      yield* once({ ...request, key: IdempotencyKey.make("another key") }, work, how)
      assert.strictEqual(times(), 4)
    })
  )
}

const doesAgain = (it: It, how: Transaction): void => {
  it.effect(`keeps nothing of work that fails, dies or is interrupted (${how})`, () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      assert.deepStrictEqual(yield* Effect.flip(once(request, Refused.make({}), how)), Refused.make({}))
      const died = yield* Effect.exit(once(request, Effect.die("a bug"), how))
      assert.strictEqual(died._tag, "Failure")
      const begun = yield* Deferred.make<void>()
      const endless = Effect.andThen(Deferred.succeed(begun, undefined), Effect.never)
      const asked = yield* Effect.forkChild(once(request, endless, how))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(asked)
      const { times, work } = counting()
      const other = yield* newDigest
      yield* once({ ...request, fingerprint: other }, work, how)
      assert.strictEqual(times(), 1)
    })
  )
}

const forgets = (it: It): void => {
  it.effect("says that a request is under way to whoever asks for the same meanwhile", () =>
    Effect.gen(function* () {
      const request = yield* newRequest
      const [begun, release] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const { work } = counting(Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(release)))
      const first = yield* Effect.forkChild(once(request, work, "apart"))
      yield* Deferred.await(begun)
      assert.deepStrictEqual(yield* Effect.flip(once(request, work, "apart")), RequestInProgress.make({}))
      yield* Deferred.succeed(release, undefined)
      const answer = yield* Fiber.join(first)
      assert.deepStrictEqual(yield* once(request, work, "apart"), answer)
    })
  )

  it.effect("removes what was kept before then, which may be asked for again", () =>
    Effect.gen(function* () {
      const store = yield* IdempotencyStore
      const [old, recent] = [yield* newRequest, yield* newRequest]
      const { times, work } = counting()
      yield* store.once(old, january(1), work, "joined")
      yield* store.once(recent, january(3), work, "apart")
      assert.isAtLeast(yield* store.purge(january(2)), 1)
      assert.strictEqual(yield* store.purge(january(2)), 0)
      yield* store.once(recent, january(3), work, "apart")
      assert.strictEqual(times(), 2)
      yield* store.once(old, january(3), work, "joined")
      assert.strictEqual(times(), 3)
    })
  )
}
