/**
 * A check goes by the thresholds in use, whatever those were that it expected.
 */
import { assert, describe, it } from "@effect/vitest"
import { Answer, Flashcards, Question, SpaceId, ThresholdStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect } from "effect"
import { newGoal, newLearner, world } from "../world.ts"

const space = SpaceId.make("lexical-1")

describe("Duplicates.check", () => {
  it.effect("finds what thresholds call a duplicate that were measured since the last check", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const { id: goalId } = yield* newGoal(learner)
      const [flashcards, store] = [yield* Flashcards, yield* ThresholdStore]
      const answer = Answer.make("A deep longing")
      yield* flashcards.add(learner, { goalId, answer, question: Question.make("What is a saudade?") })
      const far = {
        answer,
        question: Question.make("Which feeling would people in Lisbon name by this word of theirs, saudade?")
      }
      const found = Effect.map(flashcards.duplicatesOf(learner, far), (hits) => hits.length)
      const measured = (question: number) =>
        store.put({ space, thresholds: { goal: 0.85, question }, calibratedAt: fixtures.january(1) })

      const before = yield* found
      yield* measured(0.1)
      const lower = yield* found
      yield* measured(0.95)
      assert.deepStrictEqual([before, lower, yield* found], [0, 1, 0])
    }).pipe(Effect.provide(world()))
  )
})
