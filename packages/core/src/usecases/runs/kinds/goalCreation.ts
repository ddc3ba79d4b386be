/**
 * Grows the first tree of a goal, as a run: index -> tree -> save. What fails leaves a goal without a tree.
 */
import { Effect, Schema } from "effect"
import { Projector } from "../../vectors/Projector.ts"
import type { Course } from "../Course.ts"
import { regenerating } from "./regeneration.ts"

export const growing = Effect.gen(function* () {
  const projector = yield* Projector
  const grow = yield* regenerating

  return Effect.fn("Runs.goalCreation")(function* (course: Course) {
    // The goal's vector comes first: whoever starts the same goal again is told at once.
    yield* course.step("index", Schema.Null, Effect.as(projector.settle(course.run.userId), { output: null }))
    return yield* grow(course)
  })
})
