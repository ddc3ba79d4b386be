/**
 * Fuzz spreads cards over the days near their interval, each always to the same one.
 */
import { assert, describe, it } from "@effect/vitest"
import { fuzz, fuzzRange } from "../../../src/domain/schedules/Fuzz.ts"
import { seeded, times } from "../../fixtures/random.ts"
import { uuid } from "../../fixtures/schedules.ts"

const anyInterval = (seed: number) => {
  const random = seeded(seed)
  const most = random.pick([7, 30, 365, 36_500])
  const days = Math.min(2.5 + Math.exp(random.next() * 9) - 1, most)
  return { days, least: Math.min(random.between(1, 4), most), most }
}

describe("Fuzz", { timeout: 30_000 }, () => {
  it("leaves intervals under 2 1/2 days alone", () => {
    assert.deepEqual(fuzzRange(2.4, 1, 36_500), { from: 2, to: 2 })
    assert.deepEqual(fuzzRange(1, 1, 36_500), { from: 1, to: 1 })
  })

  it("reaches a day, and 15, 10 and 5 % of what lies in each band", () => {
    assert.deepEqual(fuzzRange(5, 1, 36_500), { from: 4, to: 6 })
    assert.deepEqual(fuzzRange(10, 1, 36_500), { from: 8, to: 12 })
    assert.deepEqual(fuzzRange(100, 1, 36_500), { from: 93, to: 107 })
  })

  it("stays in its range, whatever the card", () => {
    times(5_000, (i) => {
      const { days, least, most } = anyInterval(i)
      const { from, to } = fuzzRange(days, least, most)
      const drawn = fuzz(days, least, most, uuid(i))
      assert.isTrue(drawn >= from && drawn <= to && drawn >= least && drawn <= most, `${drawn} in ${from}..${to}`)
    })
  })

  it("draws the same day for the same card and repetition", () => {
    assert.deepEqual(
      times(50, (i) => fuzz(40, 1, 365, uuid(i))),
      times(50, (i) => fuzz(40, 1, 365, uuid(i)))
    )
  })

  it("spreads the cards of a deck evenly over the range", () => {
    const { from, to } = fuzzRange(100, 1, 36_500)
    const cards = 15_000
    const drawn = Map.groupBy(
      times(cards, (i) => fuzz(100, 1, 36_500, `${uuid(i)}:3`)),
      (day) => day
    )
    const expected = cards / (to - from + 1)
    const chiSquare = times(to - from + 1, (i) => ((drawn.get(from + i)?.length ?? 0) - expected) ** 2 / expected)
    // 14 degrees of freedom: an even spread stays under 36.1 in 999 of 1,000 draws
    assert.isBelow(
      chiSquare.reduce((sum, part) => sum + part, 0),
      36.1
    )
  })

  it("spreads the repetitions of one card as well", () => {
    const drawn = new Set(times(200, (rep) => fuzz(100, 1, 36_500, `${uuid(1)}:${rep}`)))
    assert.strictEqual(drawn.size, 15)
  })
})
