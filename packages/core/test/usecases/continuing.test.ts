/**
 * Work that is done later, in the traces of those who caused it.
 */
import { assert, it } from "@effect/vitest"
import { Projector, Runs } from "@loopi/core"
import { fixtures, tracing } from "@loopi/core/testing"
import { Effect, Layer, Option, Tracer } from "effect"
import { newGoal, newLearner, world } from "./world.ts"

const first = "4bf92f3577b34da6a3ce929d0e0e4736"
const second = "0af7651916cd43dd8448eb211c80319c"

const watched = Effect.sync(() => {
  const { spans, tracer } = tracing.recorder()
  const parentOf = (span: Tracer.Span) =>
    spans.find(({ spanId }) => spanId === Option.getOrUndefined(span.parent)?.spanId)
  return { spans, tracer, parentOf, here: world().pipe(Layer.provideMerge(Layer.succeed(Tracer.Tracer, tracer))) }
})

it.effect("vectors are made in the trace of the first who asked for one, and the others' traces say where", () =>
  Effect.gen(function* () {
    const { here, parentOf, spans } = yield* watched
    yield* Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* fixtures.newCard(goal).pipe(tracing.within(first))
      yield* fixtures.newCard(goal).pipe(tracing.within(first))
      yield* fixtures.newCard(goal).pipe(tracing.within(second))
      yield* (yield* Projector).settle(learner)
    }).pipe(Effect.provide(here))

    const steps = spans.filter(({ kind, name }) => name === "Projector.step" && kind === "consumer")
    const [made, pointing, ...more] = steps.filter(({ traceId }) => traceId === first || traceId === second)
    assert.deepStrictEqual([made?.traceId, pointing?.traceId, more.length], [first, second, 0])
    assert.deepStrictEqual(
      pointing?.links.map(({ span }) => span.spanId),
      [made?.spanId]
    )
    const writing = spans.find(({ name, traceId }) => name === "VectorWriter.write" && traceId === first)
    assert.strictEqual(writing && parentOf(writing), made)
  })
)

it.effect("a run is carried out in the trace of whoever began it", () =>
  Effect.gen(function* () {
    const { here, spans, tracer } = yield* watched
    yield* Effect.gen(function* () {
      const runs = yield* Runs
      const { id, userId } = yield* runs.startReembedding(yield* newLearner).pipe(tracing.within(first, tracer))
      yield* runs.awaitEnd(userId, id)
    }).pipe(Effect.provide(here))
    const carried = spans.filter(({ name }) => name === "FlowWork.carryOut")
    assert.deepStrictEqual(
      carried.map(({ kind, traceId }) => [kind, traceId]),
      [["consumer", first]]
    )
  })
)
