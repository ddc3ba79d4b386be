import { assert, describe, it } from "@effect/vitest"
import { Flows, FlowWork, type Run, Runs, RunStore } from "@loopi/core"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as lines from "../lines.ts"
import { newGrown, newLearner, world } from "../world.ts"
import { authorOf, newScript } from "./scripts.ts"

/** Nothing is carried out but by the test. */
const idle = Layer.succeed(Flows, { launch: () => Effect.void, interrupt: () => Effect.void })

const begun = Effect.gen(function* () {
  const learner = yield* newLearner
  const { goal } = yield* newGrown(learner, "# North\nWhat is the capital of Norway? => Oslo\n")
  return yield* (yield* Runs).startGeneration(learner, { goalId: goal.id })
})

const carrying = ({ attempt, id, userId }: Run) =>
  FlowWork.use((work) => work.carryOut({ attempt, id, userId }, (_name, step) => step))

const strandedIds = FlowWork.use((work) => Effect.map(work.stranded, (flows) => flows.map(({ id }) => id)))

const scripted = (script = newScript()) => world({ trees: lines.trees, cards: authorOf(script), flows: idle })

describe("a run that is over", () => {
  it.effect("is known for good, but what happened in it is forgotten after a month", () =>
    Effect.gen(function* () {
      const run = yield* begun
      const [runs, store] = [yield* Runs, yield* RunStore]
      yield* carrying(run)
      yield* Layer.build(Runs.layerForgetting)
      yield* TestClock.adjust("29 days")
      assert.isNotEmpty(yield* runs.events(run.userId, run.id))
      yield* TestClock.adjust("2 days")
      assert.deepStrictEqual(yield* runs.events(run.userId, run.id), [])
      assert.deepStrictEqual(yield* store.steps(run.userId, run.id), [])
      assert.strictEqual((yield* runs.get(run.userId, run.id)).status, "succeeded")
      assert.deepStrictEqual(yield* Stream.runCollect(runs.watch(run.userId, run.id)), [])
    }).pipe(Effect.provide(scripted()))
  )
})

describe("a run that nobody carries out", () => {
  it.effect("is stranded after ten seconds, whether it was begun or broken off in the middle", () => {
    const gate = Deferred.makeUnsafe<void>()
    return Effect.gen(function* () {
      const run = yield* begun
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* strandedIds, [])
      yield* TestClock.adjust("2 seconds")
      assert.deepStrictEqual(yield* strandedIds, [run.id])

      const carrier = yield* Effect.forkChild(carrying(run), { startImmediately: true })
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* strandedIds, [])

      yield* Fiber.interrupt(carrier)
      yield* TestClock.adjust("11 seconds")
      assert.deepStrictEqual(yield* strandedIds, [run.id])
      yield* Deferred.succeed(gate, undefined)
      yield* carrying(run)
      assert.deepStrictEqual(yield* strandedIds, [])
    }).pipe(Effect.provide(scripted(newScript({ before: () => Deferred.await(gate) }))))
  })

  it.effect("waits for its turn at its goal without being called stranded", () => {
    const gate = Deferred.makeUnsafe<void>()
    return Effect.gen(function* () {
      const first = yield* begun
      const runs = yield* Runs
      const second = yield* runs.startGeneration(first.userId, { goalId: first.goalId ?? assert.fail("no goal") })
      const carriers = yield* Effect.forEach([first, second], (run) =>
        Effect.forkChild(carrying(run), { startImmediately: true })
      )
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* strandedIds, [])
      assert.strictEqual((yield* runs.get(second.userId, second.id)).status, "queued")
      yield* Deferred.succeed(gate, undefined)
      yield* Effect.forEach(carriers, Fiber.join)
      assert.strictEqual((yield* runs.get(second.userId, second.id)).status, "succeeded")
    }).pipe(Effect.provide(scripted(newScript({ before: () => Deferred.await(gate) }))))
  })

  it.effect("is given up by a carrier that hears from the store alone that it is cancelled", () => {
    const script = newScript({ before: () => Effect.never })
    return Effect.gen(function* () {
      const run = yield* begun
      const carrier = yield* Effect.forkChild(carrying(run), { startImmediately: true })
      yield* TestClock.adjust("1 second")
      yield* (yield* Runs).cancel(run.userId, run.id)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(carrier)
      assert.strictEqual(script.interrupted, 1)
    }).pipe(Effect.provide(scripted(script)))
  })

  it.effect("is of no concern to whoever was to carry out another attempt, or comes too late", () => {
    const script = newScript()
    return Effect.gen(function* () {
      const run = yield* begun
      const runs = yield* Runs
      yield* runs.cancel(run.userId, run.id)
      const again = yield* runs.retry(run.userId, run.id)
      yield* carrying(run)
      assert.strictEqual((yield* runs.get(run.userId, run.id)).status, "queued")
      yield* carrying(again)
      yield* carrying(again)
      assert.deepStrictEqual(script.asked, ["plan North", "write North"])
      const steps = yield* (yield* RunStore).steps(run.userId, run.id)
      assert.deepStrictEqual(
        steps.map(({ name }) => name.replace(/\/.*/, "")),
        ["skills", "plan", "write", "distractors", "commit"]
      )
    }).pipe(Effect.provide(scripted(script)))
  })
})
