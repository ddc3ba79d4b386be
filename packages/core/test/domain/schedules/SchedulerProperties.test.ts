/**
 * Whatever a learner does, a schedule stays within its bounds and a better answer never costs time.
 */
import { assert, describe, it } from "@effect/vitest"
import { type Schedule, Scheduler } from "@loopi/core"
import { DateTime } from "effect"
import { type Random, seeded, times } from "../../fixtures/random.ts"
import { answer, anyGap, exact, fresh, ratings } from "../../fixtures/schedules.ts"

const rules = [Scheduler.defaultRules, exact, { ...Scheduler.defaultRules, maximumInterval: 30 }] as const

/** Every schedule a card goes through in a random history, with the day it is next rated on. */
const walk = (
  random: Random,
  seed: number,
  visit: (schedule: Schedule, day: number, rules: Scheduler.Rules) => void
) => {
  const chosen = random.pick(rules)
  let schedule = fresh(seed)
  let day = 20_000
  times(random.between(1, 20), () => {
    visit(schedule, day, chosen)
    schedule = Scheduler.rate(schedule, answer(random.pick(ratings), day), chosen)
    day += random.next() < 0.05 ? -3 : anyGap(random)
  })
}

const walks = (visit: Parameters<typeof walk>[2]) => times(150, (seed) => walk(seeded(seed), seed, visit))

const within = (value: number, least: number, most: number, what: string) =>
  assert.isTrue(value >= least && value <= most, `${what}: ${value}`)

describe("Scheduler.rate, over random histories", { timeout: 30_000 }, () => {
  it("keeps stability, difficulty and intervals within their bounds", () => {
    walks((schedule, day, chosen) => {
      for (const rating of ratings) {
        const next = Scheduler.rate(schedule, answer(rating, day), chosen)
        within(next.stability, 0.001, 36_500, "stability")
        within(next.difficulty, 1, 10, "difficulty")
        // A rating out of order counts as given with the last one.
        const counted = Math.max(day, schedule.lastStudyDay ?? day)
        if (next.phase === "review") within(next.dueDay - counted, 1, chosen.maximumInterval, "interval")
        else assert.isTrue(next.dueAt !== null && next.dueDay === counted, "a step is due today")
      }
    })
  })

  it("never asks sooner after a better answer", () => {
    walks((schedule, day, chosen) => {
      const due = ratings.map((rating) => dueMillis(Scheduler.rate(schedule, answer(rating, day), chosen)))
      assert.deepEqual(
        due,
        due.toSorted((a, b) => a - b),
        `${schedule.phase} ${schedule.stability}`
      )
    })
  })

  it("keeps the passing answers of a card in review apart, but at the maximum", () => {
    walks((schedule, day, chosen) => {
      if (schedule.phase !== "review") return
      const [hard = 0, good = 0, easy = 0] = ([2, 3, 4] as const).map(
        (rating) =>
          Scheduler.rate(schedule, answer(rating, day), chosen).dueDay - Math.max(day, schedule.lastStudyDay ?? day)
      )
      assert.isTrue(good > hard || good === chosen.maximumInterval, `${hard} ${good}`)
      assert.isTrue(easy > good || easy === chosen.maximumInterval, `${good} ${easy}`)
    })
  })

  it("counts every rating once, and a lapse only out of review", () => {
    walks((schedule, day, chosen) => {
      for (const rating of ratings) {
        const next = Scheduler.rate(schedule, answer(rating, day), chosen)
        const lapsed = schedule.phase === "review" && rating === 1 ? 1 : 0
        assert.deepEqual([next.reps - schedule.reps, next.version - schedule.version], [1, 1])
        assert.strictEqual(next.lapses - schedule.lapses, lapsed)
      }
    })
  })

  it("decides the same whenever it is asked", () => {
    walks((schedule, day, chosen) =>
      assert.deepEqual(
        Scheduler.rate(schedule, answer(3, day), chosen),
        Scheduler.rate(schedule, answer(3, day), chosen)
      )
    )
  })
})

const dueMillis = (schedule: Schedule): number =>
  schedule.dueAt === null ? (schedule.dueDay + 0.5) * 86_400_000 : DateTime.toEpochMillis(schedule.dueAt)
