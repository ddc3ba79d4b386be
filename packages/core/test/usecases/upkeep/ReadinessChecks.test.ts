/**
 * What is told of the parts that Loopi stands on.
 */
import { assert, it } from "@effect/vitest"
import { Degraded, EmbeddingIndex, ReadinessChecks, Runs, RunStore, StoreUnavailable } from "@loopi/core"
import { MemoryDegraded, MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { Deferred, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { begun, blocking, scripted, untilEvent } from "../runs/begun.ts"
import { newScript } from "../runs/scripts.ts"
import { world } from "../world.ts"

const down = StoreUnavailable.make({ operation: "test", cause: new Error("connect ECONNREFUSED 10.0.0.7:5432") })

const reported = ReadinessChecks.use(({ report }) => report)

/** Past the second for which a report is kept. */
const askedAgain = Effect.tap(reported, () => Effect.sleep("1 second"))

const storesWhere = (broken: Partial<RunStore["Service"]>) =>
  Layer.effect(
    RunStore,
    RunStore.use((store) => Effect.succeed(RunStore.of({ ...store, ...broken })))
  ).pipe(Layer.provideMerge(MemoryStores.layer))

const indexWhere = (broken: Partial<EmbeddingIndex["Service"]>) =>
  Layer.effect(
    EmbeddingIndex,
    EmbeddingIndex.use((index) => Effect.succeed(EmbeddingIndex.of({ ...index, ...broken })))
  ).pipe(Layer.provide(MemoryEmbeddingIndex.layer))

it.effect("all that is there is ready, and what has waited longest is told", () =>
  Effect.gen(function* () {
    const gate = yield* Deferred.make<void>()
    const waiting = newScript({ before: ({ answer }) => blocking(answer, "Reykjavik", gate) })
    yield* Effect.gen(function* () {
      const { learner, run } = yield* begun
      yield* untilEvent(run, "card")
      yield* TestClock.adjust("1 second")
      const { oldest, parts, status } = yield* reported
      assert.strictEqual(status, "ready")
      assert.deepStrictEqual(
        parts.map(({ part, state }) => `${part} ${state}`),
        ["database ok", "vectors ok"]
      )
      assert.deepStrictEqual(oldest.unfinishedRun, (yield* (yield* Runs).get(learner, run.id)).updatedAt)
    }).pipe(Effect.provide(scripted(waiting)))
  })
)

it.effect("without a database nothing is ready, whether it refuses or has been silent three times in turn", () =>
  Effect.gen(function* () {
    const refusing = yield* Effect.provide(
      reported,
      world({ stores: storesWhere({ unfinished: () => Effect.fail(down) }) })
    )
    assert.strictEqual(refusing.status, "failing")
    assert.deepStrictEqual(refusing.parts[0], { part: "database", state: "unavailable" })
    assert.notInclude(JSON.stringify(refusing), "10.0.0.7")

    const seen = yield* Effect.gen(function* () {
      const asked = yield* Effect.forkChild(Effect.replicateEffect(askedAgain, 3))
      yield* TestClock.adjust("9 seconds")
      return yield* Fiber.join(asked)
    }).pipe(Effect.provide(world({ stores: storesWhere({ unfinished: () => Effect.never }) })))
    assert.deepStrictEqual(
      seen.map(({ parts, status }) => `${status} ${parts[0]?.state}`),
      ["degraded slow", "degraded slow", "failing silent"]
    )
  })
)

it.effect("a database that answers again is ready, however late it was before", () => {
  const late = [true, true, false, true, true]
  const answers = storesWhere({ unfinished: () => (late.shift() === true ? Effect.never : Effect.succeed([])) })
  return Effect.gen(function* () {
    const asked = yield* Effect.forkChild(Effect.replicateEffect(askedAgain, 5))
    yield* TestClock.adjust("20 seconds")
    const seen = yield* Fiber.join(asked)
    assert.deepStrictEqual(
      seen.map(({ status }) => status),
      ["degraded", "degraded", "ready", "degraded", "degraded"]
    )
  }).pipe(Effect.provide(world({ stores: answers })))
})

it.effect("without vectors it does without them", () =>
  Effect.gen(function* () {
    const { parts, status } = yield* Effect.provide(
      reported,
      world({ index: indexWhere({ spaces: () => Effect.die(new Error("a bug")) }) })
    )
    assert.strictEqual(status, "degraded")
    assert.deepStrictEqual(parts[1], { part: "vectors", state: "unavailable" })
  })
)

it.effect("what somebody misses is missing, and what is asked often is asked once a second", () => {
  const looks = { count: 0 }
  const counting = indexWhere({ spaces: () => Effect.sync(() => (looks.count++, [])) })
  return Effect.gen(function* () {
    yield* Degraded.use(({ miss }) => miss({ part: "authors", by: "test" }, "overloaded"))
    const reports = yield* Effect.replicateEffect(reported, 100, { concurrency: "unbounded" })
    assert.strictEqual(looks.count, 1)
    assert.deepStrictEqual(reports[99]?.parts.at(-1), { part: "authors", state: "unavailable" })
    assert.strictEqual(reports[99]?.status, "degraded")
    yield* TestClock.adjust("1 second")
    yield* reported
    assert.strictEqual(looks.count, 2)
  }).pipe(Effect.provide(Layer.provideMerge(world({ index: counting }), MemoryDegraded.layer)))
})
