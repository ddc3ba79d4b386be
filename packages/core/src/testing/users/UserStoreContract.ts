/**
 * What every `UserStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Stream } from "effect"
import { TimeZoneName } from "../../domain/study/StudyDay.ts"
import { User, UserExists, UserNotFound } from "../../domain/users/User.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { january, makeUser } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<UserStore, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a UserStore (${adapter})`, (it) => {
    it.effect("gives back the learner it was given", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const user = yield* makeUser()
        yield* users.insert(user)
        assert.deepStrictEqual(yield* users.get(user.id), user)
      })
    )

    it.effect("does not know learners who never joined", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const { id } = yield* makeUser()
        assert.deepStrictEqual(yield* Effect.flip(users.get(id)), UserNotFound.make({ id }))
      })
    )

    it.effect("lets one of twenty join under the same id", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const user = yield* makeUser()
        const join = (name: string) =>
          users.insert(User.make({ ...user, name })).pipe(
            Effect.as(name),
            Effect.catchTag("UserExists", (refusal) => {
              assert.deepStrictEqual(refusal, UserExists.make({ id: user.id }))
              return Effect.succeed(null)
            })
          )
        const names = Array.from({ length: 20 }, (_, i) => `Ada ${i}`)
        const joined = (yield* Effect.forEach(names, join, { concurrency: "unbounded" })).filter((it) => it !== null)
        assert.lengthOf(joined, 1)
        assert.strictEqual((yield* users.get(user.id)).name, joined[0])
      })
    )

    it.effect("replaces what it knows, but not when the learner joined", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const user = yield* makeUser()
        yield* users.insert(user)
        const timeZone = TimeZoneName.make("Asia/Kathmandu")
        yield* users.update(User.make({ ...user, timeZone, rolloverHour: 0, createdAt: january(9) }))
        assert.deepStrictEqual(yield* users.get(user.id), User.make({ ...user, timeZone, rolloverHour: 0 }))
      })
    )

    it.effect("does not update learners who never joined", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const user = yield* makeUser()
        assert.deepStrictEqual(yield* Effect.flip(users.update(user)), UserNotFound.make({ id: user.id }))
      })
    )

    it.effect("restores learners exactly, whether they had joined or not", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const user = yield* makeUser()
        yield* users.restore(user)
        assert.deepStrictEqual(yield* users.get(user.id), user)
        const earlier = User.make({ ...user, name: "Ada before", rolloverHour: 0, createdAt: january(9) })
        yield* users.restore(earlier)
        assert.deepStrictEqual(yield* users.get(user.id), earlier)
      })
    )

    it.effect("names everybody once, by id", () =>
      Effect.gen(function* () {
        const users = yield* UserStore
        const joined = yield* Effect.forEach(Array.from({ length: 5 }), makeUser)
        yield* Effect.forEach(joined.toReversed(), users.insert, { discard: true })
        const ids = yield* Stream.runCollect(users.ids)
        assert.includeMembers(
          ids,
          joined.map(({ id }) => id)
        )
        // Others may join meanwhile: the order is that of the ids all the same.
        assert.deepStrictEqual(ids, [...new Set(ids)].toSorted())
      })
    )
  })
