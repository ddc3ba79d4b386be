/**
 * Histories longer than a page, a batch or a statement.
 */
import { FlashcardId, Review, ReviewId, ReviewLog, StudyDay, type UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, type Layer, Stream } from "effect"
import { randomUUID } from "node:crypto"
import type { Database } from "../shared.ts"

const nobody = FlashcardId.make(randomUUID())

// More than the 65,535 parameters of a statement would hold, and no multiple of a page.
const full = 6_001

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a long history (${adapter})`, (it) => {
    it.effect(
      "is added at once and replayed page by page, in order",
      () =>
        Effect.gen(function* () {
          const log = yield* ReviewLog
          const learner = yield* fixtures.newLearner
          const reviews = longHistory(learner)
          yield* log.append(reviews.toReversed())
          assert.deepStrictEqual(yield* Stream.runCollect(log.replay(learner)), reviews)
          const first = yield* log.replay(learner).pipe(Stream.take(3), Stream.runCollect)
          assert.deepStrictEqual(first, reviews.slice(0, 3))
        }),
      30_000
    )

    it.effect(
      "is added as a whole or not at all",
      () =>
        Effect.gen(function* () {
          const log = yield* ReviewLog
          const learner = yield* fixtures.newLearner
          const reviews = longHistory(learner, 1_500)
          const clash = reviews.slice(0, 1).map((review) => Review.make({ ...review, id: ReviewId.make(randomUUID()) }))
          assert.isTrue(Exit.hasDies(yield* Effect.exit(log.append([...reviews, ...clash]))))
          assert.deepStrictEqual(yield* log.latest(learner, { limit: 1 }), [])
        }),
      30_000
    )

    it.effect(
      "is kept once when it is added from eight sides at the same time",
      () =>
        Effect.gen(function* () {
          const log = yield* ReviewLog
          const learner = yield* fixtures.newLearner
          // Two that find nothing and then write the same is rare: so they meet often.
          for (let meeting = 0; meeting < 100; meeting += 1) {
            const reviews = longHistory(learner, 5)
            yield* Effect.all(
              Array.from({ length: 8 }, () => log.append(reviews)),
              { concurrency: "unbounded" }
            )
            assert.strictEqual((yield* log.ofCard(learner, reviews[0]?.cardId ?? nobody)).length, reviews.length)
          }
        }),
      30_000
    )
  })

/** Card by card and by version, as it is replayed. */
const longHistory = (userId: UserId, many = full): ReadonlyArray<Review> => {
  const cards = Array.from({ length: 9 }, () => FlashcardId.make(randomUUID())).sort()
  return cards
    .flatMap((cardId) => Array.from({ length: Math.ceil(full / cards.length) }, (_, i) => ({ cardId, version: i + 1 })))
    .slice(0, many)
    .map(({ cardId, version }) =>
      Review.make({
        id: ReviewId.make(randomUUID()),
        userId,
        cardId,
        version,
        rating: 3,
        reviewedAt: fixtures.january(1),
        studyDay: StudyDay.make(version),
        durationMs: null,
        desiredRetention: 0.9,
        scheduler: 1,
        phase: "review",
        elapsedDays: 1,
        predicted: 1 / version
      })
    )
}
