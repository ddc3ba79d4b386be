/**
 * What history and schedules add up to.
 */
import { assert, describe, it } from "@effect/vitest"
import { Progression, Replay, type Review, Schedule, Scheduler, StudyDay } from "@loopi/core"
import { seeded, times } from "../../fixtures/random.ts"
import { anyGap, fresh, ratings, reviewing, reviewLine } from "../../fixtures/schedules.ts"

/** A card's history in which ratings are taken back now and then, also once too often. */
const history = (seed: number): { readonly start: Schedule; readonly lines: ReadonlyArray<Review> } => {
  const random = seeded(seed)
  const start = fresh(seed)
  const lines: Array<Review> = []
  let day = 20_000
  times(random.between(1, 25), (i) => {
    day += anyGap(random)
    const rating = random.next() < 0.3 ? null : random.pick(ratings)
    lines.push(reviewLine(Replay.replay(start, lines), i + 1, rating, day))
  })
  return { start, lines }
}

const line = (fields: Partial<Review>, day = 100): Review => ({ ...reviewLine(fresh(), 1, 3, day), ...fields })

describe("Progression.stillStanding", { timeout: 30_000 }, () => {
  it("leaves exactly the ratings that made the schedule", () => {
    times(200, (seed) => {
      const { lines, start } = history(seed)
      const standing = Progression.stillStanding(lines)
      const folded = Replay.replay(start, standing)
      assert.isTrue(standing.every((review) => review.rating !== null))
      assert.deepEqual(Schedule.make({ ...folded, version: lines.length }), Replay.replay(start, lines))
    })
  })

  it("takes back within a card only, however histories are interleaved", () => {
    const [one, two] = [fresh(1), fresh(2)]
    const [a, b, undoA] = [reviewLine(one, 1, 3, 100), reviewLine(two, 1, 1, 100), reviewLine(one, 2, null, 100)]
    assert.deepEqual(Progression.stillStanding([a, b, undoA]), [b])
  })
})

describe("Progression.summarise", { timeout: 30_000 }, () => {
  it("adds up each study day, oldest first", () => {
    const days = Progression.summarise([
      line({ phase: "review", elapsedDays: 4, rating: 3 }, 101),
      line({ phase: "new" }, 100),
      line({ phase: "learning" }, 100),
      line({ phase: "review", elapsedDays: 4, rating: 1, durationMs: null }, 101),
      line({ phase: "review", elapsedDays: 0, rating: 1 }, 101)
    ])
    assert.deepEqual(days, [
      { day: StudyDay.make(100), reviews: 2, introduced: 1, mature: { asked: 0, recalled: 0 }, durationMs: 8_000 },
      { day: StudyDay.make(101), reviews: 3, introduced: 0, mature: { asked: 2, recalled: 1 }, durationMs: 8_000 }
    ])
    assert.strictEqual(Progression.trueRetention(days), 0.5)
  })

  it("loses and doubles no review", () => {
    const lines = times(40, (seed) => history(seed).lines).flat()
    const standing = Progression.stillStanding(lines)
    const days = Progression.summarise(standing)
    assert.strictEqual(
      days.reduce((sum, day) => sum + day.reviews, 0),
      standing.length
    )
    assert.deepEqual(
      days.map(({ day }) => day),
      [...new Set(standing.map((review) => review.studyDay))].toSorted((a, b) => a - b)
    )
  })

  it("knows no retention before a mature card was asked", () =>
    assert.isNull(Progression.trueRetention(Progression.summarise([line({ phase: "new" })]))))
})

const dueOn = (day: number) => reviewing({ dueDay: StudyDay.make(day) })

describe("Progression.forecast", () => {
  it("counts the overdue today and leaves new cards and later days out", () => {
    const today = StudyDay.make(100)
    const expected = Progression.forecast([...[90, 100, 102, 103].map(dueOn), fresh()], today, 3)
    assert.deepEqual(
      expected.map(({ day, due }) => [day, due]),
      [
        [100, 2],
        [101, 0],
        [102, 1]
      ]
    )
  })
})

describe("Progression.countCards and meanRecall", () => {
  const cards = [fresh(), reviewing({ stability: 30 }), reviewing({ stability: 5 }), reviewing({ phase: "relearning" })]

  it("counts cards by phase, and the mastered among them", () =>
    assert.deepEqual(Progression.countCards(cards), { new: 1, learning: 0, review: 2, relearning: 1, mastered: 1 }))

  it("averages the chance of recall over the cards seen", () => {
    const today = StudyDay.make(95)
    const chances = cards.slice(1).map((card) => Scheduler.predictedRecall(card, today) ?? NaN)
    const mean = chances.reduce((sum, chance) => sum + chance, 0) / 3
    assert.closeTo(Progression.meanRecall(cards, today) ?? NaN, mean, 1e-12)
    assert.isNull(Progression.meanRecall([fresh()], today))
  })
})
