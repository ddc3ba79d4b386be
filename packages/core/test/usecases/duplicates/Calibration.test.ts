/**
 * What is measured is used from then on: by the check for duplicates and the warning about goals.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Calibration,
  calibrationPairs,
  Goals,
  GoalTitle,
  type LabelledPair,
  SpaceId,
  TooFewPairs,
  ThresholdStore,
  thresholdsOf
} from "@loopi/core"
import { Effect } from "effect"
import { newGoal, newLearner, world } from "../world.ts"

const space = SpaceId.make("lexical-1")

describe("Calibration.run", () => {
  it.effect("keeps the thresholds that do best, and the next measurement begins with them", () =>
    Effect.gen(function* () {
      const calibration = yield* Calibration
      const first = yield* calibration.run()
      const kept = yield* (yield* ThresholdStore).find(space)
      const second = yield* calibration.run({ dryRun: true })

      assert.isTrue(first.stored)
      assert.deepStrictEqual(kept?.thresholds, first.thresholds)
      assert.strictEqual(first.goal?.before.threshold, thresholdsOf(space).goal)
      assert.strictEqual(second.goal?.before.threshold, first.thresholds.goal)
      assert.isBelow(first.flashcard?.after.falsePositives ?? 1, 0.05)
    }).pipe(Effect.provide(world()))
  )

  it.effect("changes nothing in a dry run, and tells how far it is", () =>
    Effect.gen(function* () {
      const seen: Array<number> = []
      const onProgress = ({ done }: { readonly done: number }) => Effect.sync(() => void seen.push(done))
      const report = yield* (yield* Calibration).run({ dryRun: true, onProgress })
      assert.isFalse(report.stored)
      assert.isUndefined(yield* (yield* ThresholdStore).find(space))
      assert.strictEqual(seen.at(-1), calibrationPairs.length)
      assert.deepStrictEqual(
        seen,
        seen.toSorted((a, b) => a - b)
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("leaves a threshold alone for which there are too few pairs, and refuses to go by none at all", () =>
    Effect.gen(function* () {
      const calibration = yield* Calibration
      const cards = calibrationPairs.filter(({ kind }) => kind === "flashcard")
      const report = yield* calibration.run({ pairs: cards })
      assert.isNull(report.goal)
      assert.strictEqual(report.thresholds.goal, thresholdsOf(space).goal)
      assert.deepStrictEqual(
        yield* Effect.flip(calibration.run({ pairs: cards.slice(0, 12) })),
        TooFewPairs.make({ needed: 10 })
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("decides from then on which goals are similar", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      yield* newGoal(learner, "Read Portuguese poetry")
      const similar = (yield* Goals).similar(learner, { title: GoalTitle.make("Portuguese poetry of today") })
      assert.lengthOf(yield* similar, 1)

      // Whoever calls nothing the same but copies gets a threshold that only copies reach.
      const judged = Array.from({ length: 12 }, (_, i): ReadonlyArray<LabelledPair> => [
        { kind: "goal", first: `Portuguese poetry ${i}`, second: `Portuguese poetry ${i}`, same: true },
        { kind: "goal", first: `Portuguese poetry ${i}`, second: `Portuguese poetry of today ${i}`, same: false }
      ])
      const { thresholds } = yield* (yield* Calibration).run({ pairs: judged.flat() })
      assert.isAbove(thresholds.goal, 0.85)
      assert.isEmpty(yield* similar)
    }).pipe(Effect.provide(world()))
  )
})
