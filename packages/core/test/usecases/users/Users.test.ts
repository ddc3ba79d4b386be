import { assert, describe, it } from "@effect/vitest"
import { TimeZoneName, UserId, UserNotFound, Users } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { newLearner, world } from "../world.ts"

const auckland = { timeZone: TimeZoneName.make("Pacific/Auckland"), rolloverHour: 4 }

describe("Users", () => {
  it.effect("lets a learner join once: whoever comes second finds the first", () =>
    Effect.gen(function* () {
      const users = yield* Users
      const learner = yield* newLearner
      const first = yield* users.get(learner)
      const again = yield* users.ensure(learner, "Somebody else", auckland)
      assert.deepStrictEqual(again, first)
    }).pipe(Effect.provide(world()))
  )

  it.effect("lets many processes join the same learner at once", () =>
    Effect.gen(function* () {
      const users = yield* Users
      const id = UserId.make(uuid(77))
      const joined = yield* Effect.forEach(["Ada", "Bea", "Cem"], (name) => users.ensure(id, name, auckland), {
        concurrency: "unbounded"
      })
      assert.strictEqual(new Set(joined.map(({ name }) => name)).size, 1)
    }).pipe(Effect.provide(world()))
  )

  it.effect("begins a new study day at the learner's rollover hour, not at midnight", () =>
    Effect.gen(function* () {
      const users = yield* Users
      const learner = yield* newLearner
      yield* TestClock.setTime(fixtures.january(3, 3).epochMilliseconds)
      assert.strictEqual((yield* users.today(learner)).today, fixtures.januaryDay(2))
      yield* TestClock.adjust("1 hour")
      assert.strictEqual((yield* users.today(learner)).today, fixtures.januaryDay(3))
    }).pipe(Effect.provide(world()))
  )

  it.effect("counts days in the new zone once the learner has moved", () =>
    Effect.gen(function* () {
      const users = yield* Users
      const learner = yield* newLearner
      yield* TestClock.setTime(fixtures.january(2, 20).epochMilliseconds)
      const moved = yield* users.change(learner, auckland)
      assert.deepInclude(yield* users.get(learner), { timeZone: moved.timeZone, name: "Ada" })
      assert.strictEqual((yield* users.today(learner)).today, fixtures.januaryDay(3))
    }).pipe(Effect.provide(world()))
  )

  it.effect("does not know who never joined", () =>
    Effect.gen(function* () {
      const users = yield* Users
      const id = UserId.make(uuid(78))
      assert.deepStrictEqual(yield* Effect.flip(users.today(id)), UserNotFound.make({ id }))
      assert.deepStrictEqual(yield* Effect.flip(users.change(id, auckland)), UserNotFound.make({ id }))
    }).pipe(Effect.provide(world()))
  )
})
