import { assert, describe, it } from "@effect/vitest"
import { HasherBusy } from "@loopi/core"
import { Deferred, Effect, Fiber, Result } from "effect"
import { TestClock } from "effect/testing"
import { door } from "../../../src/usecases/accounts/door.ts"

/** Some who come to one door at once; each is inside until let go. */
const crowd = (clients: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const inTurn = yield* door
    const leave = yield* Deferred.make<void>()
    const inside = new Set<number>()
    const fibers = yield* Effect.forEach(clients, (client, i) => {
      const stay = Effect.andThen(
        Effect.sync(() => void inside.add(i)),
        Deferred.await(leave)
      )
      return Effect.forkChild(Effect.result(inTurn(stay, client)), { startImmediately: true })
    })
    return { inTurn, leave: Deferred.succeed(leave, undefined), inside, fibers }
  })

const each = (size: number) => Array.from({ length: size }, (_, i) => `192.0.2.${i}`)
const one = (size: number) => Array.from({ length: size }, () => "198.51.100.7")

const busy = Result.fail(HasherBusy.make({}))
const joined = <A, E>(fibers: ReadonlyArray<Fiber.Fiber<A, E>>) => Effect.forEach(fibers, (fiber) => Fiber.join(fiber))

describe("the door to sign-ins", () => {
  it.effect("lets two in at a time, in the order in which they came, and everybody in the end", () =>
    Effect.gen(function* () {
      const { fibers, inside, leave } = yield* crowd(each(64))
      assert.deepStrictEqual([...inside], [0, 1])
      yield* leave
      assert.isTrue((yield* joined(fibers)).every(Result.isSuccess))
      assert.deepStrictEqual(
        [...inside],
        Array.from({ length: 64 }, (_, i) => i)
      )
    })
  )

  it.effect("lets another client in beside one who sends many", () =>
    Effect.gen(function* () {
      const { inside, leave, fibers } = yield* crowd([...one(100), "192.0.2.1"])
      assert.deepStrictEqual([...inside], [0, 100])
      yield* leave
      assert.isTrue((yield* joined(fibers)).every(Result.isSuccess))
    })
  )

  it.effect("turns the hundred and first of one client away after five seconds, and lets it queue again later", () =>
    Effect.gen(function* () {
      const { fibers, inTurn, inside, leave } = yield* crowd(one(101))
      yield* leave
      assert.isTrue((yield* joined(fibers.slice(0, 100))).every(Result.isSuccess))
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(yield* joined(fibers.slice(100)), [busy])
      assert.isFalse(inside.has(100))
      assert.strictEqual(yield* inTurn(Effect.succeed("served"), "198.51.100.7"), "served")
    })
  )

  it.effect("turns away whoever waited for five seconds, and nobody who is inside", () =>
    Effect.gen(function* () {
      const { fibers, inside, leave } = yield* crowd(each(4))
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(yield* joined(fibers.slice(2)), [busy, busy])
      yield* leave
      assert.isTrue((yield* joined(fibers.slice(0, 2))).every(Result.isSuccess))
      assert.lengthOf([...inside], 2)
    })
  )

  it.effect("gives the place of those who hang up to the next", () =>
    Effect.gen(function* () {
      const { fibers, inTurn, inside } = yield* crowd([...each(6), ...one(6)])
      yield* Effect.forEach(fibers, (fiber) => Fiber.interrupt(fiber), { concurrency: "unbounded" })
      assert.isAtLeast(inside.size, 2)
      assert.strictEqual(yield* inTurn(Effect.succeed("served"), "198.51.100.7"), "served")
    })
  )
})
