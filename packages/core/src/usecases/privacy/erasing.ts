/**
 * Erases learners step by step: the stores at once, then every other place. What was cut short is gone on with.
 */
import { DateTime, Effect, Semaphore } from "effect"
import { type Erasure, ErasureId } from "../../domain/privacy/Erasure.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import { Ids } from "../../ports/Ids.ts"
import { type Eraser, Erasers } from "../../ports/privacy/Erasers.ts"
import { ErasureStore } from "../../ports/privacy/ErasureStore.ts"
import { eraseVectors } from "./eraseVectors.ts"

export const erasing = Effect.gen(function* () {
  const store = yield* ErasureStore
  const ids = yield* Ids
  const erasers = [yield* eraseVectors, ...(yield* Erasers)]
  const one = yield* Semaphore.make(1)

  const begin = Effect.fn("Privacy.begin")(function* (userId: UserId, code: SecretDigest) {
    const id = ErasureId.make(yield* ids.next)
    const begunAt = yield* DateTime.now
    // Others may be writing for the learner: Postgres lets one of those who wait for each other try again.
    return yield* store
      .begin({ id, userId, code, begunAt })
      .pipe(Effect.retry({ times: 3, while: ({ _tag }) => _tag === "StoreUnavailable" }))
  })

  /** All who leave at once, as files are written anew for it. */
  const eraseFrom = Effect.fn("Privacy.eraseFrom")(function* (
    { count, erase, place }: Eraser,
    erasures: ReadonlyArray<Erasure>
  ) {
    const left = erasures.filter(({ parts }) => !parts.some((part) => part.place === place && part.done))
    if (left.length === 0) return
    // Written down first: whoever goes on after a crash finds less.
    const counted = yield* Effect.forEach(left, ({ id, userId }) =>
      Effect.tap(
        Effect.map(count(userId), (rows) => ({ id, rows })),
        ({ rows }) => store.record(id, { place, rows, done: false })
      )
    )
    yield* erase(left.map(({ userId }) => userId))
    yield* Effect.forEach(counted, ({ id, rows }) => store.record(id, { place, rows, done: true }))
  })

  const goOn = Effect.gen(function* () {
    const erasures = yield* store.unfinished
    for (const eraser of erasers) yield* eraseFrom(eraser, erasures)
    for (const { id } of erasures) yield* store.finish(id, yield* DateTime.now)
  }).pipe((all) => one.withPermit(all), Effect.withSpan("Privacy.goOn"))

  return { begin, goOn, erasers }
})
