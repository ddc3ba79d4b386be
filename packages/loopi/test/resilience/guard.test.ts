/**
 * What a guard lets through, what it spares callers, and what it says meanwhile.
 */
import { Degraded, StoreUnavailable } from "@loopi/core"
import { MemoryDegraded } from "@loopi/core/memory"
import { compacting } from "@loopi/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Logger, Result, type Scope } from "effect"
import { TestClock } from "effect/testing"
import * as Guard from "../../src/resilience/Guard.ts"
import { Patience, patiently } from "../../src/resilience/Patience.ts"
import { unavailable } from "../../src/resilience/unavailable.ts"

type Trouble = { readonly code: string; readonly ofCaller?: boolean }

interface Part {
  answer: Effect.Effect<string, Trouble>
  asked: number
}

/** Something that can be broken and mended, and counts how often it is asked. */
const makePart = Effect.gen(function* () {
  const part: Part = { answer: Effect.succeed("well"), asked: 0 }
  const call = Effect.suspend(() => {
    part.asked += 1
    return part.answer
  })
  const { call: guard } = yield* Guard.make<Trouble>({
    part: "embeddings",
    by: "a test",
    patience: "4 seconds",
    inARow: 2,
    longestRest: "5 seconds",
    against: ({ code, ofCaller }) => (ofCaller === true ? undefined : { code }),
    failed: (code) => ({ code }),
    probe: call
  })
  const codeOf = Effect.map(Effect.result(guard(call)), (result) =>
    Result.isSuccess(result) ? result.success : result.failure.code
  )
  const missing = Effect.flatMap(Degraded, ({ now }) =>
    Effect.map(now, (all) => all.map(({ code, part }) => `${part}: ${code}`))
  )
  return { part, codeOf, missing }
})

const broken: Trouble = { code: "unreachable" }

const alone = <A, E>(test: Effect.Effect<A, E, Scope.Scope>) =>
  test.pipe(Effect.scoped, Effect.provide([MemoryDegraded.layer, Logger.layer([])]))

describe("a guard", () => {
  it("holds nothing against a store that is being tidied: whoever writes comes again", () => {
    const { against, failed } = unavailable("vectors.write")
    const because = (cause: unknown) => against(StoreUnavailable.make({ operation: "EmbeddingIndex.put", cause }))
    assert.isUndefined(because(compacting))
    assert.deepStrictEqual(because("?"), { code: "unreadable" })
    assert.deepStrictEqual(against(failed("timed_out")), { code: "timed_out" })
  })

  it.effect("waits for the disk of whoever is alone longer than servers do", () =>
    Effect.gen(function* () {
      assert.strictEqual(Duration.toMillis(yield* patiently("3 seconds")), 3_000)
      const alone = Effect.provideService(patiently("3 seconds"), Patience, { times: 10 })
      assert.strictEqual(Duration.toMillis(yield* alone), 30_000)
    })
  )

  it.effect("asks nobody who failed twice, says so, and finds out by itself that they are back", () =>
    alone(
      Effect.gen(function* () {
        const { codeOf, missing, part } = yield* makePart
        part.answer = Effect.fail(broken)
        assert.deepStrictEqual([yield* codeOf, yield* codeOf, yield* codeOf], ["unreachable", "unreachable", "resting"])
        yield* Effect.yieldNow
        assert.strictEqual(part.asked, 2)
        assert.deepStrictEqual(yield* missing, ["embeddings: unreachable"])

        yield* TestClock.adjust("20 seconds")
        const probes = part.asked - 2
        assert.isAtLeast(probes, 4)
        assert.isAtMost(probes, 7)

        part.answer = Effect.succeed("well")
        yield* TestClock.adjust("6 seconds")
        assert.deepStrictEqual(yield* missing, [])
        assert.strictEqual(yield* codeOf, "well")
      })
    )
  )

  it.effect("gives a call up that hangs, also one that cannot be interrupted", () =>
    alone(
      Effect.gen(function* () {
        const { codeOf, part } = yield* makePart
        const done = yield* Deferred.make<string>()
        part.answer = Effect.uninterruptible(Deferred.await(done))
        const asking = yield* Effect.forkChild(codeOf)
        yield* TestClock.adjust("4 seconds")
        assert.strictEqual(yield* Fiber.join(asking), "timed_out")
        yield* Deferred.succeed(done, "late")
      })
    )
  )

  it.effect("goes on asking though a call of before comes back well", () =>
    alone(
      Effect.gen(function* () {
        const { codeOf, missing, part } = yield* makePart
        const late = yield* Deferred.make<string>()
        part.answer = Deferred.await(late)
        const asking = yield* Effect.forkChild(codeOf)
        yield* TestClock.adjust("1 milli")
        part.answer = Effect.fail(broken)
        yield* codeOf
        yield* codeOf
        yield* Deferred.succeed(late, "late")
        assert.strictEqual(yield* Fiber.join(asking), "late")
        assert.deepStrictEqual(yield* missing, ["embeddings: unreachable"])

        part.answer = Effect.succeed("well")
        yield* TestClock.adjust("2 seconds")
        assert.deepStrictEqual([yield* missing, yield* codeOf], [[], "well"])
      })
    )
  )

  it.effect("makes a failure of what dies, and counts no refusal of a question", () =>
    alone(
      Effect.gen(function* () {
        const { codeOf, missing, part } = yield* makePart
        part.answer = Effect.fail({ code: "blank", ofCaller: true })
        for (const _ of [1, 2, 3, 4]) assert.strictEqual(yield* codeOf, "blank")
        part.answer = Effect.die(new Error("what is that?"))
        assert.deepStrictEqual([yield* codeOf, yield* codeOf], ["malformed", "malformed"])
        yield* Effect.yieldNow
        assert.deepStrictEqual(yield* missing, ["embeddings: malformed"])
      })
    )
  )
})
