/**
 * Our FSRS agrees with fsrs-rs, whose binding is a development dependency, on histories nobody thought of.
 */
import { assert, describe, it } from "@effect/vitest"
import { Fsrs } from "@loopi/core"
import { type BindingMemoryState, FSRSBinding } from "@open-spaced-repetition/binding"
import { seeded, times } from "../../fixtures/random.ts"
import { anyGap, ratings } from "../../fixtures/schedules.ts"

const rust = new FSRSBinding([...Fsrs.defaultWeights])

const inRust = (memory: BindingMemoryState | null, days: number, rating: 1 | 2 | 3 | 4) => {
  const states = rust.nextStates(memory, 0.9, days)
  return { 1: states.again, 2: states.hard, 3: states.good, 4: states.easy }[rating].memory
}

describe("Fsrs beside fsrs-rs", { timeout: 30_000 }, () => {
  it("agrees on stability and difficulty within 0.001 % over 2,000 histories", () => {
    const random = seeded(6)
    let worst = 0
    times(2_000, () => {
      let ours: Fsrs.Memory | null = null
      let theirs: BindingMemoryState | null = null
      times(random.between(1, 25), (i) => {
        const rating = random.pick(ratings)
        const days = i === 0 ? 0 : anyGap(random)
        const next: Fsrs.Memory = Fsrs.nextMemory(ours, days, rating)
        ours = next
        theirs = inRust(theirs, days, rating)
        worst = Math.max(
          worst,
          Math.abs(next.stability - theirs.stability) / theirs.stability,
          Math.abs(next.difficulty - theirs.difficulty) / theirs.difficulty
        )
      })
    })
    assert.isBelow(worst, 1e-5)
    assert.isAbove(worst, 0, "both would be the same program")
  })
})
