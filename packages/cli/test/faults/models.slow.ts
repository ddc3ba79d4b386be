/**
 * A model with every fault, one at a time, while runs ask it: prints what learners met, and holds us to what we promise.
 */
import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { hybridPlace } from "./harness/place.ts"
import { keepsPromises, played, wires } from "./harness/scenario.ts"
import { served } from "./harness/served.ts"

describe("a server whose model fails", () => {
  it.live(
    "keeps its promises without a model",
    () =>
      Effect.gen(function* () {
        const { models, plan } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        // A run asks a model for as long as it takes, and fails by itself.
        const grow = ask(`/api/goals/${learner.goalId}/skill-tree`, {})
        for (const fault of wires) {
          const [begin, end] = [Effect.andThen(models.set(fault), grow), models.set("pass")]
          // Whether it is known already depends on how far the run is.
          keepsPromises(yield* played(ask, learner, { name: `models: ${fault}`, begin, end }), undefined)
        }
      }).pipe(Effect.scoped),
    300_000
  )
})
