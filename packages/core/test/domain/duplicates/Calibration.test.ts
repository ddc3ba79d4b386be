/**
 * Thresholds come from pairs that somebody judged: as many found as can be without false alarms.
 */
import { assert, describe, it } from "@effect/vitest"
import { areSimilarGoals, Calibrating, calibrationPairs, SpaceId, thresholdsOf } from "@loopi/core"
import { Schema } from "effect"

const scored = (same: boolean, ...scores: ReadonlyArray<number>): ReadonlyArray<Calibrating.Scored> =>
  scores.map((calledUpTo) => ({ same, calledUpTo }))

const ramp = (from: number, to: number, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

describe("Calibrating.measureAt", () => {
  const pairs = [...scored(true, 0.9, 0.8, 0.4), ...scored(false, 0.85, 0.2)]

  it("counts what is found, what of it is right, and the false alarms", () => {
    assert.deepStrictEqual(Calibrating.measureAt(pairs, 0.8), {
      threshold: 0.8,
      recall: 2 / 3,
      precision: 2 / 3,
      falsePositives: 1 / 2
    })
  })

  it("is right of nothing where nothing is found", () => {
    const measured = Calibrating.measureAt(pairs, 0.95)
    assert.deepStrictEqual([measured.recall, measured.precision, measured.falsePositives], [0, 1, 0])
  })
})

describe("Calibrating.calibrate", () => {
  it("takes the most cautious threshold for cards that still finds nine in ten", () => {
    const pairs = [...scored(true, ...ramp(0.71, 0.9, 20)), ...scored(false, ...ramp(0.1, 0.6, 20))]
    const found = Calibrating.calibrate("flashcard", pairs, 0.5)
    assert.deepInclude(found, { same: 20, different: 20, reachesAim: true })
    assert.strictEqual(found?.after.recall, 0.9)
    assert.closeTo(found?.after.threshold ?? 0, 0.73, 1e-9)
  })

  it("takes the lowest threshold for goals that gives hardly any alarms, as they are only shown", () => {
    const pairs = [...scored(true, ...ramp(0.7, 0.9, 20)), ...scored(false, ...ramp(0.1, 0.5, 41))]
    const after = Calibrating.calibrate("goal", pairs, 0.95)?.after
    assert.strictEqual(after?.recall, 1)
    assert.closeTo(after?.threshold ?? 0, 0.5, 1e-9)
    assert.isAtMost(after?.falsePositives ?? 1, 0.03)
  })

  it("leaves the threshold for goals as it is where that finds enough without alarms", () => {
    const pairs = [...scored(true, ...ramp(0.7, 0.9, 20)), ...scored(false, ...ramp(0.1, 0.5, 41))]
    assert.strictEqual(Calibrating.calibrate("goal", pairs, 0.62)?.after.threshold, 0.62)
    assert.notStrictEqual(Calibrating.calibrate("goal", pairs, 0.4)?.after.threshold, 0.4)
  })

  it("is as cautious as can be where every threshold gives alarms", () => {
    const pairs = [...scored(true, ...ramp(0.7, 0.9, 20)), ...scored(false, ...ramp(0.96, 0.99, 20))]
    assert.closeTo(Calibrating.calibrate("goal", pairs, 0.5)?.after.threshold ?? 0, 0.95, 1e-9)
    assert.closeTo(Calibrating.calibrate("flashcard", pairs, 0.5)?.after.threshold ?? 0, 0.95, 1e-9)
  })

  it("gives few false alarms before it finds much, and says that it does not reach its aim", () => {
    const pairs = [...scored(true, ...ramp(0.5, 0.9, 20)), ...scored(false, ...ramp(0.5, 0.8, 20))]
    const found = Calibrating.calibrate("flashcard", pairs, 0.5)
    assert.isBelow(found?.after.falsePositives ?? 1, 0.05)
    assert.isAbove(found?.after.recall ?? 0, 0)
    assert.isFalse(found?.reachesAim)
  })

  it("says nothing of fewer than ten of a sort", () => {
    assert.isUndefined(
      Calibrating.calibrate("goal", [...scored(true, ...ramp(0.8, 0.9, 9)), ...scored(false, ...ramp(0, 0.1, 50))], 0.5)
    )
    assert.isUndefined(Calibrating.calibrate("goal", scored(true, ...ramp(0.8, 0.9, 50)), 0.5))
  })

  const Scores = Schema.Array(Schema.Finite.check(Schema.isBetween({ minimum: -1, maximum: 1 }))).check(
    Schema.isMinLength(10),
    Schema.isMaxLength(60)
  )

  it.prop(
    "never chooses a threshold that gives false alarms where another finds as much without",
    [Scores, Scores],
    ([same, different]) => {
      const pairs = [...scored(true, ...same), ...scored(false, ...different)]
      const after = Calibrating.calibrate("flashcard", pairs, 0.5)?.after
      const isQuiet = after !== undefined && after.falsePositives < 0.05 && after.precision >= 0.8
      assert.isTrue(isQuiet || different.filter((score) => score >= 0.95).length > 0)
    },
    { arbitrary: { runs: 200, seed: 7 } }
  )
})

describe("the pairs that come along", () => {
  it("are enough of each sort to calibrate by, and no two are one", () => {
    for (const kind of ["goal", "flashcard"] as const) {
      const some = calibrationPairs.filter((pair) => pair.kind === kind)
      for (const same of [true, false]) {
        assert.isAtLeast(some.filter((pair) => pair.same === same).length, Calibrating.fewestPairs)
      }
    }
    const texts = calibrationPairs.map(({ first, second }) => JSON.stringify([first, second]))
    assert.strictEqual(new Set(texts).size, texts.length)
    for (const pair of calibrationPairs) Schema.decodeSync(Calibrating.LabelledPair)(pair)
  })
})

describe("areSimilarGoals", () => {
  const thresholds = thresholdsOf(SpaceId.make("lexical-1"))

  it("is not taken in by wording that goals about anything have", () => {
    assert.isFalse(areSimilarGoals("Learn the basics of botany", "Learn the basics of sailing", 0.55, thresholds))
    assert.isTrue(areSimilarGoals("Learn the basics of botany", "Botany for beginners", 0.4, thresholds))
  })

  it("believes a space that finds two goals very near, whatever their words", () => {
    assert.isTrue(areSimilarGoals("Read Portuguese poetry", "Poems from Lisbon", 0.65, thresholds))
    assert.isFalse(areSimilarGoals("Read Portuguese poetry", "Poems from Lisbon", 0.55, thresholds))
  })
})
