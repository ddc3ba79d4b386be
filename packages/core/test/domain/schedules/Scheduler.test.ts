/**
 * A rating moves a card along its steps, into review, and back when it is forgotten.
 */
import { assert, describe, it } from "@effect/vitest"
import { Fsrs, type Schedule, Scheduler } from "@loopi/core"
import { DateTime } from "effect"
import vectors from "../../fixtures/fsrs-vectors.json" with { type: "json" }
import { answer, exact, fresh, minutesUntilDue, noon, ratings, reviewing } from "../../fixtures/schedules.ts"

const day = 100
const rated = (schedule: Schedule, rating: 1 | 2 | 3 | 4, rules = exact) =>
  Scheduler.rate(schedule, answer(rating, day), rules)
const days = (schedule: Schedule) => schedule.dueDay - (schedule.lastStudyDay ?? 0)

describe("Scheduler.rate, a new card", () => {
  it("comes back in 1 minute after Again, 5 1/2 after Hard, 10 after Good", () => {
    assert.deepEqual(
      ([1, 2, 3] as const).map((rating) => minutesUntilDue(rated(fresh(), rating))),
      [1, 5.5, 10]
    )
  })

  it("goes straight to review after Easy", () => {
    const easy = rated(fresh(), 4)
    assert.deepEqual([easy.phase, easy.step, easy.dueAt, days(easy)], ["review", 0, null, 8])
  })

  it("graduates with the second Good", () => {
    const once = rated(fresh(), 3)
    const twice = Scheduler.rate(once, answer(3, day, 10), exact)
    assert.deepEqual([once.phase, once.step], ["learning", 1])
    assert.deepEqual([twice.phase, twice.step, twice.dueAt, twice.version, twice.reps], ["review", 0, null, 2, 2])
    assert.isAtLeast(days(twice), 1)
  })

  it("stays on its step after Hard and returns to the first after Again", () => {
    const second = rated(fresh(), 3)
    const hard = rated(second, 2)
    const again = rated(second, 1)
    assert.deepEqual([hard.step, minutesUntilDue(hard)], [1, 10])
    assert.deepEqual([again.step, minutesUntilDue(again), again.lapses], [0, 1, 0])
  })

  it("waits half as long again after Hard where there is a single step", () => {
    assert.strictEqual(minutesUntilDue(rated(fresh(), 2, { ...exact, learningSteps: [10] })), 15)
  })

  it("skips the steps where there are none", () => {
    const unstepped = { ...exact, learningSteps: [], relearningSteps: [] }
    assert.deepEqual(
      ratings.map((rating) => rated(fresh(), rating, unstepped).phase),
      ["review", "review", "review", "review"]
    )
    assert.deepEqual([rated(reviewing(), 1, unstepped).phase, rated(reviewing(), 1, unstepped).lapses], ["review", 1])
  })

  it("finishes its steps where there are fewer than it has climbed", () => {
    const second = rated(fresh(), 3)
    assert.strictEqual(rated(second, 3, { ...exact, learningSteps: [1] }).phase, "review")
  })
})

describe("Scheduler.rate, a card in review", () => {
  it("lapses with Again: relearned in 10 minutes, counted once", () => {
    const lapsed = rated(reviewing(), 1)
    assert.deepEqual([lapsed.phase, lapsed.step, minutesUntilDue(lapsed)], ["relearning", 0, 10])
    assert.deepEqual([lapsed.lapses, rated(lapsed, 1).lapses], [1, 1])
    assert.isBelow(lapsed.stability, reviewing().stability)
  })

  it("waits 15 minutes after Hard while relearning, and graduates with Good", () => {
    const lapsed = rated(reviewing(), 1)
    assert.deepEqual([minutesUntilDue(rated(lapsed, 2)), rated(lapsed, 2).phase], [15, "relearning"])
    assert.deepEqual([rated(lapsed, 3).phase, days(rated(lapsed, 3))], ["review", 1])
  })

  it("waits longer the better it went", () => {
    const [hard, good, easy] = ([2, 3, 4] as const).map((rating) => days(rated(reviewing(), rating)))
    assert.isBelow(hard ?? NaN, good ?? NaN)
    assert.isBelow(good ?? NaN, easy ?? NaN)
  })

  it("waits for the interval FSRS gives at the desired retention", () => {
    const good = rated(reviewing(), 3)
    assert.strictEqual(days(good), Math.round(Fsrs.intervalDays(good.stability, 0.9)))
  })

  it("waits for less where more is to be retained", () => {
    const eager = Scheduler.rate(reviewing(), answer(3, day, 0, 0.97), exact)
    assert.isBelow(days(eager), days(rated(reviewing(), 3)))
  })

  it("never waits longer than the maximum, whatever the fuzz", () => {
    const old = reviewing({ stability: 30_000, lastStudyDay: reviewing().dueDay })
    for (const most of [1, 2, 30, 36_500]) {
      for (const fuzz of [true, false]) {
        const waits = ([2, 3, 4] as const).map((rating) =>
          days(rated(old, rating, { ...exact, maximumInterval: most, fuzz }))
        )
        assert.isAtMost(Math.max(...waits), most)
        assert.isAtLeast(Math.min(...waits), 1)
      }
    }
  })

  it("may be reviewed early, and gains less by it", () => {
    const early = Scheduler.rate(reviewing(), answer(3, 91), exact)
    assert.isAbove(early.stability, reviewing().stability)
    assert.isBelow(early.stability, rated(reviewing(), 3).stability)
  })
})

describe("Scheduler.rate, time", () => {
  it("counts a clock that went back as the same day", () => {
    const back = Scheduler.rate(reviewing(), answer(3, 60), exact)
    const same = Scheduler.rate(reviewing(), answer(3, 90), exact)
    assert.strictEqual(Scheduler.elapsedDaysOf(reviewing(), answer(3, 60).studyDay), 0)
    assert.deepEqual([back.stability, back.difficulty], [same.stability, same.difficulty])
    assert.strictEqual(Scheduler.predictedRecall(reviewing(), answer(3, 60).studyDay), 1)
  })

  it("gains nothing from ratings dated back: the next one counts from the last that was in order", () => {
    const detour = Scheduler.rate(reviewing(), answer(3, -15_000), exact)
    const straight = Scheduler.rate(reviewing(), answer(3, 90), exact)
    assert.deepEqual([detour.lastStudyDay, detour.dueDay], [straight.lastStudyDay, straight.dueDay])
    assert.deepEqual(detour.lastReviewedAt, straight.lastReviewedAt)
  })

  it("keeps when it was rated, and leaves the schedule it was given alone", () => {
    const before = reviewing()
    const after = rated(before, 3)
    assert.deepEqual(after.lastReviewedAt, noon(day))
    assert.deepEqual([after.lastStudyDay, after.version, after.reps], [day, 4, 4])
    assert.deepEqual(before, reviewing())
  })

  it("predicts nothing of a card never seen", () =>
    assert.isNull(Scheduler.predictedRecall(fresh(), answer(3, day).studyDay)))
})

describe("Scheduler.rate, vector E", () => {
  it("gives the published intervals when each review is done as it falls due", () => {
    let schedule = fresh()
    let at = DateTime.makeUnsafe(vectors.E.start)
    const scheduled = vectors.E.ratings.map((rating) => {
      const today = Math.floor(DateTime.toEpochMillis(at) / 86_400_000)
      const given = answer(ratings[rating - 1] ?? 3, today)
      schedule = Scheduler.rate(schedule, { ...given, reviewedAt: at }, exact)
      at = schedule.dueAt ?? DateTime.add(at, { days: days(schedule) })
      return days(schedule)
    })
    assert.deepEqual(scheduled, vectors.E.scheduled_days)
  })
})
