/**
 * Our FSRS gives the numbers that fsrs-rs, py-fsrs and ts-fsrs publish.
 */
import { assert, describe, it } from "@effect/vitest"
import { Fsrs, type Rating } from "@loopi/core"
import vectors from "../../fixtures/fsrs-vectors.json" with { type: "json" }

const near = (actual: number, expected: number, relative = 1e-5) =>
  assert.isAtMost(Math.abs(actual - expected), relative * Math.max(1, Math.abs(expected)), `${actual} for ${expected}`)

const isRating = (value: number): value is Rating => [1, 2, 3, 4].includes(value)

const afterAll = (ratings: ReadonlyArray<number>, gaps: ReadonlyArray<number>, weights: Fsrs.Weights) =>
  ratings
    .filter(isRating)
    .reduce<Fsrs.Memory | null>((memory, rating, i) => Fsrs.nextMemory(memory, gaps[i] ?? 0, rating, weights), null)

const sameMemory = (actual: Fsrs.Memory | null, expected: { readonly S: number; readonly D: number }) => {
  near(actual?.stability ?? NaN, expected.S)
  near(actual?.difficulty ?? NaN, expected.D)
}

const each = <A>(values: ReadonlyArray<A>, check: (value: A, index: number) => void) => values.forEach(check)

describe("Fsrs, vectors of the reference implementations", () => {
  it("starts from the published default weights", () => assert.deepEqual([...Fsrs.defaultWeights], vectors.default_w))

  it("A: remembers a history with a same-day review", () =>
    sameMemory(afterAll(vectors.A.ratings, vectors.A.delta_t, Fsrs.defaultWeights), vectors.A.short_term))

  it("A: remembers the same history where same-day reviews change nothing", () => {
    const weights = Fsrs.defaultWeights.map((weight, i) => (i >= 17 && i <= 19 ? 0 : weight))
    sameMemory(afterAll(vectors.A.ratings, vectors.A.delta_t, weights), vectors.A.w17_18_19_zero)
  })

  it("B: remembers a history under migrated weights", () => {
    const weights = Fsrs.migrateWeights(vectors.B.w)
    const { from, dt, good } = vectors.B.next
    sameMemory(afterAll(vectors.B.ratings, vectors.B.delta_t, weights), vectors.B)
    sameMemory(Fsrs.nextMemory({ stability: from.S, difficulty: from.D }, dt, 3, weights), good)
  })

  it("C: gives the four next states", () => {
    const weights = Fsrs.migrateWeights(vectors.C.w)
    const memory = afterAll(vectors.C.ratings, vectors.C.delta_t, weights)
    const { again, hard, good, easy } = vectors.C
    each([again, hard, good, easy], (expected, i) => {
      const rating = i + 1
      if (isRating(rating)) sameMemory(Fsrs.nextMemory(memory, vectors.C.next_dt, rating, weights), expected)
    })
  })

  it("D: moves stability on the same day and difficulty towards its mean", () =>
    each([1, 2, 3, 4] as const, (rating) => {
      const { stability, difficulty } = Fsrs.nextMemory({ stability: 5, difficulty: 5 }, 0, rating)
      near(stability, vectors.D.short_term_S5[rating])
      near(difficulty, vectors.D.next_difficulty_D5_after_mean_reversion[rating])
    }))

  it("F: takes 17 weights to 21", () => {
    const migrated = Fsrs.migrateWeights(vectors.F.in17)
    assert.strictEqual(migrated.length, 21)
    each(vectors.F.out21, (weight, i) => near(migrated[i] ?? NaN, weight))
  })

  it("G: starts from an SM-2 ease factor and interval", () =>
    each(vectors.G, ([ease = 0, interval = 0, retention = 0, S = 0, D = 0]) =>
      sameMemory(Fsrs.memoryFromSm2(ease, interval, retention), { S, D })
    ))

  it("H: waits until recall has fallen to the desired retention", () => {
    const { stability, retention, interval_round_min1: expected } = vectors.H
    each(retention, (wanted, i) =>
      // fsrs-rs computes in 32 bits: seven digits are all its largest interval has
      near(Math.max(1, Math.round(Fsrs.intervalDays(stability, wanted))), expected[i] ?? NaN, 1e-6)
    )
  })

  it("I: forgets along a power curve of a chosen decay", () => {
    const weights = Fsrs.defaultWeights.map((weight, i) => (i === 20 ? vectors.I.decay : weight))
    each(vectors.I.t, (t, i) => near(Fsrs.retrievability(t, vectors.I.S, weights), vectors.I.R[i] ?? NaN))
  })

  it("J: forgets along the default power curve", () =>
    each(vectors.J.t, (t, i) => near(Fsrs.retrievability(t, vectors.J.S[i] ?? NaN), vectors.J.R[i] ?? NaN)))
})
