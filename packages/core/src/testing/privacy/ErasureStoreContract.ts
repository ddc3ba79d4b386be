/**
 * What every `ErasureStore` must do: nothing of the learner is left in any store, and everything of everybody else.
 */
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option, Stream } from "effect"
import { ErasureId } from "../../domain/privacy/Erasure.ts"
import { User, UserExists, type UserId, UserNotFound } from "../../domain/users/User.ts"
import { Ids } from "../../ports/Ids.ts"
import { ErasureStore } from "../../ports/privacy/ErasureStore.ts"
import type { Stores } from "../../ports/Stores.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { newDigest } from "../accounts/accounts.ts"
import { january, makeUser } from "../fixtures.ts"
import { newBelongings, traces } from "./belongings.ts"

const newErasure = Effect.fnUntraced(function* (userId: UserId) {
  const ids = yield* Ids
  const id = ErasureId.make(yield* ids.next)
  return { id, userId, code: yield* newDigest, begunAt: january(20) }
})

export const suite = <E>(adapter: string, layer: Layer.Layer<Stores, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`an ErasureStore (${adapter})`, (it) => {
    it.effect("removes everything of a learner, and nothing of anybody else", () =>
      Effect.gen(function* () {
        const erasures = yield* ErasureStore
        const [leaving, staying] = [yield* newBelongings, yield* newBelongings]
        const before = yield* traces(staying)
        const { parts } = yield* erasures.begin(yield* newErasure(leaving))

        // Where reviews are kept elsewhere, erasers remove them.
        const left = (yield* traces(leaving)).filter(([place]) => place !== "reviews")
        assert.deepStrictEqual(left, [])
        assert.deepStrictEqual(yield* traces(staying), before)
        for (const place of ["users", "accounts", "sessions", "goals", "flashcards", "runs", "model_calls"]) {
          assert.deepStrictEqual(
            parts.filter((part) => part.place === place).map(({ done, rows }) => ({ done, some: rows > 0 })),
            [{ done: true, some: true }],
            place
          )
        }
      })
    )

    it.effect("knows nobody who never joined", () =>
      Effect.gen(function* () {
        const erasures = yield* ErasureStore
        const { id } = yield* makeUser()
        const refusal = yield* Effect.flip(erasures.begin(yield* newErasure(id)))
        assert.deepStrictEqual(refusal, UserNotFound.make({ id }))
      })
    )

    it.effect("keeps what was removed elsewhere, the most that was ever found, until it is finished", () =>
      Effect.gen(function* () {
        const erasures = yield* ErasureStore
        const user = yield* newBelongings
        const { code, ...erasure } = yield* newErasure(user)
        const { parts } = yield* erasures.begin({ ...erasure, code })
        yield* erasures.record(erasure.id, { place: "vectors", rows: 7, done: false })
        yield* erasures.record(erasure.id, { place: "vectors", rows: 2, done: true })
        assert.include(
          (yield* erasures.unfinished).map(({ id }) => id),
          erasure.id
        )

        const finishedAt = DateTime.add(erasure.begunAt, { minutes: 1 })
        yield* erasures.finish(erasure.id, finishedAt)
        const kept = Option.getOrThrow(yield* erasures.find(code))
        const vectors = { place: "vectors", rows: 7, done: true }
        assert.deepStrictEqual({ ...kept }, { ...erasure, finishedAt, parts: [...parts, vectors] })
        assert.notInclude(
          (yield* erasures.unfinished).map(({ id }) => id),
          erasure.id
        )
        assert.include(
          (yield* Stream.runCollect(erasures.all)).map(({ id }) => id),
          erasure.id
        )
      })
    )

    it.effect("lets nobody join under the id before it is finished", () =>
      Effect.gen(function* () {
        const [erasures, users] = [yield* ErasureStore, yield* UserStore]
        const user = User.make({ ...(yield* makeUser()), id: yield* newBelongings })
        const erasure = yield* newErasure(user.id)
        yield* erasures.begin(erasure)
        assert.deepStrictEqual(yield* Effect.flip(users.insert(user)), UserExists.make({ id: user.id }))
        yield* erasures.finish(erasure.id, january(21))
        yield* users.insert(user)
        assert.deepStrictEqual(yield* users.get(user.id), user)
      })
    )

    it.effect("finds nothing by another code", () =>
      Effect.gen(function* () {
        const erasures = yield* ErasureStore
        yield* erasures.begin(yield* newErasure(yield* newBelongings))
        assert.isTrue(Option.isNone(yield* erasures.find(yield* newDigest)))
      })
    )
  })
