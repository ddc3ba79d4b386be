/**
 * What every `ThrottleStore` must do: no more than the limit within a window, however many try at once.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { type Throttle, ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"
import { january } from "../fixtures.ts"
import { type AccountPorts, newDigest } from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a ThrottleStore (${adapter})`, (it) => {
    counts(it)
    takesAllOrNone(it)
    forgets(it)
  })

const hour = 3_600

const newThrottle = Effect.fnUntraced(function* (limit: number, windowSeconds = hour) {
  return { key: `test ${yield* newDigest}`, limit, windowSeconds }
})

const taking = (at: DateTime.Utc, ...throttles: ReadonlyArray<Throttle>) =>
  ThrottleStore.use(({ take }) => take(throttles, at))

const counts = (it: It): void => {
  it.effect("gives as many as there are in a window, and then says when there are again", () =>
    Effect.gen(function* () {
      const throttle = yield* newThrottle(2)
      const later = DateTime.add(january(1), { minutes: 59 })
      const [resets, next] = [january(1, 13), DateTime.add(january(1, 13), { minutes: 1 })]
      assert.deepStrictEqual(yield* taking(january(1), throttle), Option.none())
      assert.deepStrictEqual(yield* taking(later, throttle), Option.none())
      assert.deepStrictEqual(yield* taking(later, throttle), Option.some(resets))
      // A new window begins with its first one.
      assert.deepStrictEqual(yield* taking(next, throttle), Option.none())
      assert.deepStrictEqual(yield* taking(next, throttle), Option.none())
      assert.deepStrictEqual(yield* taking(next, throttle), Option.some(DateTime.add(next, { hours: 1 })))
    })
  )

  it.effect("begins anew at the very end of a window", () =>
    Effect.gen(function* () {
      const throttle = yield* newThrottle(1)
      assert.deepStrictEqual(yield* taking(january(1, 12), throttle), Option.none())
      assert.deepStrictEqual(yield* taking(january(1, 13), throttle), Option.none())
    })
  )

  it.effect("lets ten of two hundred through at once", () =>
    Effect.gen(function* () {
      const throttle = yield* newThrottle(10)
      const tries = Array.from({ length: 200 }, () => taking(january(1), throttle))
      const outcomes = yield* Effect.all(tries, { concurrency: "unbounded" })
      assert.lengthOf(outcomes.filter(Option.isNone), 10)
      assert.deepStrictEqual(yield* taking(january(1), throttle), Option.some(january(1, 13)))
    })
  )
}

const takesAllOrNone = (it: It): void => {
  it.effect("takes none of several where one has none left, and says when all have", () =>
    Effect.gen(function* () {
      const [wide, one, other] = [yield* newThrottle(2), yield* newThrottle(1), yield* newThrottle(1, 2 * hour)]
      assert.deepStrictEqual(yield* taking(january(1), one, other), Option.none())
      assert.deepStrictEqual(yield* taking(january(1), wide, one), Option.some(january(1, 13)))
      assert.deepStrictEqual(yield* taking(january(1), wide, other, one), Option.some(january(1, 14)))
      assert.deepStrictEqual(yield* taking(january(1), wide), Option.none())
      assert.deepStrictEqual(yield* taking(january(1), wide), Option.none())
      assert.isTrue(Option.isSome(yield* taking(january(1), wide)))
    })
  )

  it.effect("lets takers of the same ones in any order through, without a deadlock", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* newThrottle(25), yield* newThrottle(1_000)]
      const tries = Array.from({ length: 100 }, (_, i) =>
        taking(january(1), ...(i % 2 === 0 ? [one, other] : [other, one]))
      )
      const outcomes = yield* Effect.all(tries, { concurrency: "unbounded" })
      assert.lengthOf(outcomes.filter(Option.isNone), 25)
    })
  )

  it.effect("gives nothing of what there is nothing of", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* taking(january(1), yield* newThrottle(0)), Option.some(january(1, 13)))
      assert.deepStrictEqual(yield* taking(january(1)), Option.none())
    })
  )
}

const forgets = (it: It): void => {
  it.effect("gives one of each back, and no more than were taken", () =>
    Effect.gen(function* () {
      const { giveBack } = yield* ThrottleStore
      const [one, other, none] = [yield* newThrottle(2), yield* newThrottle(1), yield* newThrottle(1)]
      yield* giveBack([one.key, none.key])
      yield* taking(january(1), one, other)
      yield* taking(january(1), one)
      yield* giveBack([one.key, one.key, other.key])
      assert.deepStrictEqual(yield* taking(january(1), one), Option.none())
      assert.deepStrictEqual(yield* taking(january(1), one), Option.some(january(1, 13)))
      // Nothing was left of this one: its hour begins anew.
      const later = DateTime.add(january(1), { minutes: 30 })
      assert.deepStrictEqual(yield* taking(later, other), Option.none())
      assert.deepStrictEqual(yield* taking(later, other), Option.some(DateTime.add(later, { hours: 1 })))
      assert.deepStrictEqual(yield* taking(january(1), none), Option.none())
      assert.isTrue(Option.isSome(yield* taking(january(1), none)))
    })
  )

  it.effect("forgets what was counted, of those keys alone", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* newThrottle(1), yield* newThrottle(1)]
      yield* taking(january(1), one, other)
      yield* ThrottleStore.use(({ forget }) => forget([one.key, `${one.key} of nobody`]))
      assert.deepStrictEqual(yield* taking(january(1), one), Option.none())
      assert.isTrue(Option.isSome(yield* taking(january(1), other)))
    })
  )

  it.effect("removes windows that ended before then, and counts on in the others", () =>
    Effect.gen(function* () {
      const throttles = yield* ThrottleStore
      const [ended, lasting] = [yield* newThrottle(1), yield* newThrottle(1, 100 * hour)]
      yield* taking(january(1), ended, lasting)
      assert.isAtLeast(yield* throttles.purge(january(2)), 1)
      assert.strictEqual(yield* throttles.purge(january(2)), 0)
      assert.isTrue(Option.isSome(yield* taking(january(2), lasting)))
    })
  )
}
