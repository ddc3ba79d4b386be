import { assert, describe, it } from "@effect/vitest"
import { gapOf, intervalOf, isToRewrite, type Trial } from "@loopi/core"
import { seeded, times } from "../../fixtures/random.ts"

const trials = (recalled: number, reviews: number, predicted: number): ReadonlyArray<Trial> =>
  times(reviews, (i) => ({ predicted, recalled: i < recalled }))

/** The chance of exactly `recalled` of `reviews`. */
const chanceOf = (recalled: number, reviews: number, chance: number): number => {
  let term = (1 - chance) ** reviews
  for (let i = 1; i <= recalled; i += 1) term *= ((reviews - i + 1) / i) * (chance / (1 - chance))
  return term
}

describe("the interval of a share", () => {
  // From tables of Clopper and Pearson.
  it.each([
    [7, 10, 0.3475, 0.9333],
    [0, 10, 0, 0.3085],
    [10, 10, 0.6915, 1],
    [1, 5, 0.0051, 0.7164],
    [90, 100, 0.8238, 0.951]
  ] as const)("of %s recalled of %s goes from %s to %s", (recalled, reviews, low, high) => {
    const [least, most] = intervalOf(recalled, reviews)
    assert.closeTo(least, low, 1e-3)
    assert.closeTo(most, high, 1e-3)
  })

  it("goes over into Wilson's without a jump", () => {
    const [[exactLow, exactHigh], [low, high]] = [intervalOf(900, 1_000), intervalOf(901, 1_001)]
    assert.closeTo(exactLow, low, 3e-3)
    assert.closeTo(exactHigh, high, 3e-3)
  })
})

describe("a card that is as good as expected", () => {
  it("is called bad once in forty at most, however often it was asked", () => {
    for (const chance of [0.7, 0.8, 0.9, 0.95, 0.99]) {
      for (const reviews of [5, 6, 8, 10, 15, 20, 40, 80]) {
        const wrongly = times(reviews + 1, (recalled) =>
          isToRewrite(gapOf(trials(recalled, reviews, chance))) ? chanceOf(recalled, reviews, chance) : 0
        ).reduce((sum, one) => sum + one, 0)
        assert.isAtMost(wrongly, 0.025, `${chance} ${reviews}`)
      }
    }
  })

  it("is not called bad more often where its chances differ from time to time", () => {
    const random = seeded(7)
    const wrongly = times(4_000, () => {
      const some = times(20, () => {
        const predicted = 0.6 + 0.39 * random.next()
        return { predicted, recalled: random.next() < predicted }
      })
      return isToRewrite(gapOf(some))
    }).filter((bad) => bad)
    assert.isAtMost(wrongly.length / 4_000, 0.025)
  })
})

describe("a card that is forgotten more often than expected", () => {
  it("is found after a few ratings where it is very bad, and never before", () => {
    assert.isFalse(isToRewrite(gapOf(trials(0, 4, 0.9))))
    assert.isTrue(isToRewrite(gapOf(trials(1, 5, 0.9))))
    assert.isFalse(isToRewrite(gapOf(trials(7, 10, 0.9))))
    assert.isTrue(isToRewrite(gapOf(trials(6, 10, 0.9))))
  })

  it("says by how much, and nothing of itself where nothing is known", () => {
    const { gap, high, low, observed, predicted, reviews } = gapOf(trials(6, 10, 0.9))
    assert.deepStrictEqual([reviews, observed], [10, 0.6])
    assert.closeTo(predicted, 0.9, 1e-12)
    assert.closeTo(gap, -0.3, 1e-12)
    assert.isTrue(low < gap && gap < high && high < 0)
    assert.deepInclude(gapOf([]), { reviews: 0, gap: 0, low: 0, high: 1 })
  })
})
