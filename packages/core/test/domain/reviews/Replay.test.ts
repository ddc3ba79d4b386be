/**
 * Folding a history gives the schedule that was built step by step, also with ratings taken back.
 */
import { assert, describe, it } from "@effect/vitest"
import { Replay, type Review, Schedule, Scheduler } from "@loopi/core"
import { seeded, times } from "../../fixtures/random.ts"
import { anyGap, fresh, ratings, reviewLine } from "../../fixtures/schedules.ts"

interface Story {
  readonly start: Schedule
  readonly lines: ReadonlyArray<Review>
  /** The schedule as a store would have kept it after each line. */
  readonly kept: ReadonlyArray<Schedule>
}

/** Lives through a random history, keeping the schedules that still stand as an undo list would. */
const story = (seed: number): Story => {
  const random = seeded(seed)
  const start = fresh(seed)
  const standing = [start]
  const lines: Array<Review> = []
  const kept: Array<Schedule> = []
  let day = 20_000
  times(random.between(1, 30), (i) => {
    day += anyGap(random)
    const current = standing.at(-1) ?? start
    const undo = standing.length > 1 && random.next() < 0.3
    const line = reviewLine(current, i + 1, undo ? null : random.pick(ratings), day)
    if (line.rating === null) standing.pop()
    else standing.push(Scheduler.rate(current, { ...line, rating: line.rating }))
    lines.push(line)
    kept.push(Schedule.make({ ...(standing.at(-1) ?? start), version: i + 1 }))
  })
  return { start, lines, kept }
}

describe("Replay.replay", { timeout: 30_000 }, () => {
  it("gives the stored schedule bit for bit at every point of 120 histories", () => {
    times(120, (seed) => {
      const { kept, lines, start } = story(seed)
      kept.forEach((schedule, i) => assert.deepEqual(Replay.replay(start, lines.slice(0, i + 1)), schedule))
    })
  })

  it("is the start itself without a review", () => assert.deepEqual(Replay.replay(fresh(), []), fresh()))

  it("forgets all but the version after everything was taken back", () => {
    const lines = [reviewLine(fresh(), 1, 3, 100), reviewLine(fresh(), 2, null, 100)]
    assert.deepEqual(Replay.replay(fresh(), lines), Schedule.make({ ...fresh(), version: 2 }))
  })

  it("is not thrown off by an undo that had nothing to take back", () => {
    const lines = [reviewLine(fresh(), 1, null, 100), reviewLine(fresh(), 2, 3, 100)]
    const rated = Replay.replay(fresh(), lines.slice(1))
    assert.deepEqual(Replay.replay(fresh(), lines), Schedule.make({ ...rated, version: 2 }))
  })
})

describe("Replay.undoLast", { timeout: 30_000 }, () => {
  it("gives the schedule before the last standing rating, one version on", () => {
    times(120, (seed) => {
      const { lines, start } = story(seed)
      const undone = Replay.undoLast(start, lines)
      const last = lines.at(-1)
      if (undone === undefined || last === undefined) return
      const undo = reviewLine(start, last.version + 1, null, last.studyDay)
      assert.deepEqual(undone, Replay.replay(start, [...lines, undo]))
    })
  })

  it("has nothing to give where no rating stands", () => {
    const lines = [reviewLine(fresh(), 1, 3, 100), reviewLine(fresh(), 2, null, 100)]
    assert.isUndefined(Replay.undoLast(fresh(), []))
    assert.isUndefined(Replay.undoLast(fresh(), lines))
  })

  it("still takes a rating back after an undo that had nothing to take back", () => {
    const lines = [reviewLine(fresh(), 1, null, 100), reviewLine(fresh(), 2, 3, 100)]
    assert.deepEqual(Replay.undoLast(fresh(), lines), Schedule.make({ ...fresh(), version: 3 }))
  })

  it("takes back one rating after another", () => {
    const first = reviewLine(fresh(), 1, 3, 100)
    const second = reviewLine(fresh(), 2, 3, 100)
    const undo = reviewLine(fresh(), 3, null, 100)
    assert.strictEqual(Replay.undoLast(fresh(), [first, second])?.reps, 1)
    assert.strictEqual(Replay.undoLast(fresh(), [first, second, undo])?.reps, 0)
  })
})
