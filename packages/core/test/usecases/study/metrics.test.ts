/**
 * What is counted of learning.
 */
import { assert, it } from "@effect/vitest"
import { Runs, Study } from "@loopi/core"
import { Effect, type Layer, Metric } from "effect"
import { newCards } from "../cards.ts"
import { newGoal, newLearner, world } from "../world.ts"

/** Counts of everything that runs within, which begin at zero. */
const counting = <A, E>(work: Effect.Effect<A, E, Layer.Success<ReturnType<typeof world>>>) =>
  Effect.gen(function* () {
    yield* work
    const counts = (yield* Metric.snapshot).flatMap((metric) =>
      metric.type === "Counter"
        ? [[[metric.id, ...Object.values(metric.attributes ?? {})].join(" "), metric.state.count]]
        : []
    )
    return Object.fromEntries(counts)
  }).pipe(Effect.provide(world()), Effect.provideService(Metric.MetricRegistry, new Map()))

it.effect("runs are counted by each state they come to", () =>
  Effect.gen(function* () {
    const counts = yield* counting(
      Effect.gen(function* () {
        const runs = yield* Runs
        const { id, userId } = yield* runs.startReembedding(yield* newLearner)
        yield* runs.awaitEnd(userId, id)
      })
    )
    assert.deepStrictEqual(counts, {
      "loopi.runs reembedding queued": 1,
      "loopi.runs reembedding running": 1,
      "loopi.runs reembedding succeeded": 1
    })
  })
)

it.effect("ratings that are kept are counted by what they say, and those that are refused are not", () =>
  Effect.gen(function* () {
    const counts = yield* counting(
      Effect.gen(function* () {
        const study = yield* Study
        const learner = yield* newLearner
        const [cardId] = yield* newCards(yield* newGoal(learner), 1)
        if (cardId === undefined) return assert.fail("there is no card")
        yield* study.rate(learner, { cardId, rating: 3, version: 0 })
        yield* Effect.flip(study.rate(learner, { cardId, rating: 1, version: 0 }))
      })
    )
    assert.deepStrictEqual(counts, { "loopi.ratings good": 1 })
  })
)
