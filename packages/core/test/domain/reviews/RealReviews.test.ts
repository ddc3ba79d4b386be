/**
 * A real learner's 12,580 reviews, from the py-fsrs project (MIT): our predictions fit what was remembered.
 */
import { existsSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { type Rating, type Schedule, Scheduler, StudyDay } from "@loopi/core"
import { DateTime } from "effect"
import { fresh, ratings } from "../../fixtures/schedules.ts"

const file = new URL("../../../../../../shared/data/revlogs/py-fsrs-josh.csv", import.meta.url)
const found = existsSync(file)
if (!found) process.stdout.write("RealReviews: skipped, there is no ../shared/data\n")

interface Line {
  readonly card: string
  readonly rating: Rating
  readonly at: DateTime.Utc
}

const linesOf = (csv: string): ReadonlyArray<Line> =>
  csv
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => row.split(","))
    .map(([card = "", rating = "", at = ""]) => ({
      card,
      rating: ratings[Number(rating) - 1] ?? 3,
      at: DateTime.makeUnsafe(at)
    }))

const day = (at: DateTime.Utc) => StudyDay.make(Math.floor(DateTime.toEpochMillis(at) / 86_400_000))
const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length

/** What was predicted of each card asked on a later day, and whether it was recalled. */
const outcomesOf = (lines: ReadonlyArray<Line>) => {
  const schedules = new Map<string, Schedule>()
  return lines.flatMap(({ at, card, rating }) => {
    const before = schedules.get(card) ?? fresh()
    const studyDay = day(at)
    const predicted = Scheduler.predictedRecall(before, studyDay)
    const asked = predicted !== null && Scheduler.elapsedDaysOf(before, studyDay) > 0
    schedules.set(card, Scheduler.rate(before, { rating, reviewedAt: at, studyDay, desiredRetention: 0.9 }))
    return asked ? [{ predicted, recalled: rating !== 1 }] : []
  })
}

describe("Scheduler.rate, on real reviews", { timeout: 30_000 }, () => {
  it.skipIf(!found)("predicts recall without bias, and better than its mean does", () => {
    const outcomes = outcomesOf(linesOf(readFileSync(file, "utf8")))
    const rate = mean(outcomes.map(({ recalled }) => (recalled ? 1 : 0)))
    const loss = mean(outcomes.map(({ predicted, recalled }) => -Math.log(recalled ? predicted : 1 - predicted)))
    const blind = -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate))
    assert.isAbove(outcomes.length, 6_000)
    assert.isBelow(Math.abs(mean(outcomes.map(({ predicted }) => predicted)) - rate), 0.02)
    assert.isBelow(loss, 0.9 * blind)
  })
})
