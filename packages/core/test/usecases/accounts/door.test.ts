import { assert, describe, it } from "@effect/vitest"
import { HasherBusy } from "@loopi/core"
import { Deferred, Effect, Fiber, Result } from "effect"
import { TestClock } from "effect/testing"
import { door } from "../../../src/usecases/accounts/door.ts"

/** Some who come to one door at once; each is inside until let go. */
const crowd = (size: number) =>
  Effect.gen(function* () {
    const inTurn = yield* door
    const leave = yield* Deferred.make<void>()
    const inside = new Set<number>()
    const fibers = yield* Effect.forEach(Array.from({ length: size }).keys(), (i) => {
      const stay = Effect.andThen(
        Effect.sync(() => void inside.add(i)),
        Deferred.await(leave)
      )
      return Effect.forkChild(Effect.result(inTurn(stay)), { startImmediately: true })
    })
    return { inTurn, leave: Deferred.succeed(leave, undefined), inside, fibers }
  })

describe("the door to sign-ins", () => {
  it.effect("lets three in at a time, in the order in which they came, and everybody in the end", () =>
    Effect.gen(function* () {
      const { fibers, inside, leave } = yield* crowd(64)
      assert.deepStrictEqual([...inside], [0, 1, 2])
      yield* leave
      const outcomes = yield* Effect.forEach(fibers, (fiber) => Fiber.join(fiber))
      assert.isTrue(outcomes.every(Result.isSuccess))
      assert.deepStrictEqual(
        [...inside],
        Array.from({ length: 64 }, (_, i) => i)
      )
    })
  )

  it.effect("turns away whoever waited for five seconds, and nobody who is inside", () =>
    Effect.gen(function* () {
      const { fibers, inside, leave } = yield* crowd(5)
      yield* TestClock.adjust("5 seconds")
      const late = yield* Effect.forEach(fibers.slice(3), (fiber) => Fiber.join(fiber))
      assert.deepStrictEqual(late, [Result.fail(HasherBusy.make({})), Result.fail(HasherBusy.make({}))])
      yield* leave
      const outcomes = yield* Effect.forEach(fibers.slice(0, 3), (fiber) => Fiber.join(fiber))
      assert.isTrue(outcomes.every(Result.isSuccess))
      assert.lengthOf([...inside], 3)
    })
  )

  it.effect("gives the place of those who hang up to the next", () =>
    Effect.gen(function* () {
      const { fibers, inTurn, inside } = yield* crowd(6)
      yield* Effect.forEach(fibers, (fiber) => Fiber.interrupt(fiber), { concurrency: "unbounded" })
      assert.isAtLeast(inside.size, 3)
      assert.strictEqual(yield* inTurn(Effect.succeed("served")), "served")
    })
  )
})
