/**
 * Days added up in SQL are the days the domain adds up, whatever was taken back, whenever, and in whatever order it
 * came.
 */
import { FlashcardId, Progression, Review, ReviewId, ReviewLog, type UserId, StudyDay } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Schema } from "effect"
import { randomUUID } from "node:crypto"
import type { Database } from "../shared.ts"

/** A line of a card's history as chance has it. Half of them take back, so that stacks run empty as well. */
const Line = Schema.Struct({
  rating: Schema.Union([Review.fields.rating, Schema.Null]),
  day: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 })),
  phase: Review.fields.phase,
  elapsedDays: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 })),
  durationMs: Review.fields.durationMs
})
type Line = typeof Line.Type

const Histories = Schema.Array(Schema.Array(Line).check(Schema.isMaxLength(12))).check(Schema.isMaxLength(4))

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`days of a ReviewLog (${adapter})`, (it) => {
    it.effect.prop(
      "are those of the domain for any history",
      { histories: Histories },
      ({ histories }) =>
        Effect.gen(function* () {
          const log = yield* ReviewLog
          const learner = yield* fixtures.newLearner
          const reviews = histories.flatMap((lines) => historyOf(learner, lines))
          // The last lines first, as no one would rate them: an import may bring them so.
          yield* Effect.forEach(reviews.toReversed(), (review) => log.append([review]), { discard: true })

          const expected = Progression.summarise(Progression.stillStanding(reviews))
          assert.deepStrictEqual(yield* log.days(learner, { from: day(0), to: day(9) }), expected)
          const middle = { from: day(3), to: day(4) }
          const some = expected.filter(({ day }) => middle.from <= day && day <= middle.to)
          assert.deepStrictEqual(yield* log.days(learner, middle), some)
        }),
      { arbitrary: { runs: 60 }, timeout: 60_000 }
    )
  })

const day = (number: number): StudyDay => StudyDay.make(number)

const historyOf = (userId: UserId, lines: ReadonlyArray<Line>): ReadonlyArray<Review> => {
  const cardId = FlashcardId.make(randomUUID())
  return lines.map(({ day, ...line }, i) =>
    Review.make({
      ...line,
      id: ReviewId.make(randomUUID()),
      userId,
      cardId,
      version: i + 1,
      reviewedAt: fixtures.january(day),
      studyDay: StudyDay.make(day),
      desiredRetention: 0.9,
      scheduler: 1,
      predicted: null
    })
  )
}
