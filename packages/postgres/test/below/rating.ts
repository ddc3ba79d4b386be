/**
 * Many raters of one card: the version decides who wins.
 */
import { ReviewLog, Schedules } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import type { Database } from "../shared.ts"

const raters = 8
const rounds = 5

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`rating a card (${adapter})`, (it) => {
    it.effect("has exactly one winner a version among eight raters", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const log = yield* ReviewLog
        let schedule = yield* fixtures.newStudied(yield* fixtures.newGoal(yield* fixtures.newLearner))
        const { cardId, userId } = schedule

        for (let round = 1; round <= rounds; round += 1) {
          const rating = Effect.flatMap(fixtures.makeReview(schedule, 3, round), ({ after, review }) =>
            schedules.record(after, review).pipe(
              Effect.as("won"),
              Effect.catchTag("ScheduleConflict", ({ version }) => Effect.succeed(`lost ${version}`))
            )
          )
          const outcomes = yield* Effect.all(
            Array.from({ length: raters }, () => rating),
            { concurrency: "unbounded" }
          )
          assert.strictEqual(outcomes.filter((outcome) => outcome === "won").length, 1)
          assert.strictEqual(outcomes.filter((outcome) => outcome === `lost ${round - 1}`).length, raters - 1)
          schedule = yield* schedules.get(userId, cardId)
        }

        const versions = (yield* log.ofCard(userId, cardId)).map((review) => review.version)
        assert.deepStrictEqual(versions, [1, 2, 3, 4, 5])
      })
    )

    it.effect("is refused for a card that was removed before the rating came", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const start = yield* fixtures.newStudied(yield* fixtures.newGoal(yield* fixtures.newLearner))
        const { after, review } = yield* fixtures.makeReview(start, 3, 1)
        yield* schedules.remove(start.userId, [start.cardId])
        const refusal = yield* Effect.flip(schedules.record(after, review))
        assert.strictEqual(refusal._tag, "ScheduleNotFound")
        const log = yield* ReviewLog
        assert.deepStrictEqual(yield* log.ofCard(start.userId, start.cardId), [])
      })
    )
  })
