import { assert, describe, it } from "@effect/vitest"
import { Flashcards, Goals, GoalTitle, IdempotencyKey, Runs } from "@loopi/core"
import { Deferred, Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as lines from "../lines.ts"
import { newGrown, newLearner, world } from "../world.ts"
import { answersOf, begun, blocking, kindsOf, note, scripted, untilEvent } from "./begun.ts"
import { newScript } from "./scripts.ts"

describe("a run", () => {
  it.effect("is answered at once, goes on by itself, and its drafts name it", () =>
    Effect.gen(function* () {
      const { learner, run } = yield* begun
      assert.deepInclude(run, { status: "queued", attempt: 1, kind: "generation" })
      assert.deepInclude(yield* (yield* Runs).awaitEnd(learner, run.id), { status: "succeeded", failure: null })
      const cards = yield* (yield* Flashcards).list(learner, {})
      assert.deepStrictEqual<unknown>(
        cards.map(({ runId, status }) => [runId, status]),
        Array.from({ length: 3 }, () => [run.id, "draft"])
      )
    }).pipe(Effect.provide(scripted()))
  )

  it.effect("is one for the same key a hundred times at once", () => {
    const script = newScript()
    return Effect.gen(function* () {
      const [runs, learner] = [yield* Runs, yield* newLearner]
      const { goal } = yield* newGrown(learner, note)
      const key = IdempotencyKey.make("the same")
      const ask = runs.startGeneration(learner, { goalId: goal.id }, key)
      const answers = yield* Effect.replicateEffect(ask, 100, { concurrency: "unbounded" })
      assert.strictEqual(new Set(answers.map(({ id }) => id)).size, 1)
      yield* runs.awaitEnd(learner, answers[0]?.id ?? assert.fail("no run"))
      assert.strictEqual((yield* runs.list(learner, {})).length, 1)
      assert.deepStrictEqual(script.asked, ["plan North", "write North", "plan South", "write South"])
      const other = yield* Effect.flip(runs.startGeneration(learner, { goalId: goal.id, count: 3 }, key))
      assert.strictEqual(other._tag, "IdempotencyKeyReused")
    }).pipe(Effect.provide(scripted(script)))
  })

  it.effect("of a goal is one goal for the same key a hundred times at once", () =>
    Effect.gen(function* () {
      const [runs, learner] = [yield* Runs, yield* newLearner]
      const ask = runs.startGoal(learner, { title: GoalTitle.make("Capitals") }, IdempotencyKey.make("once"))
      const answers = yield* Effect.replicateEffect(ask, 100, { concurrency: "unbounded" })
      assert.strictEqual(new Set(answers.map(({ goal, run }) => `${goal.id} ${run.id} ${run.goalId}`)).size, 1)
      assert.deepStrictEqual<unknown>(yield* (yield* Goals).list(learner), [answers[0]?.goal])
    }).pipe(Effect.provide(scripted()))
  )

  it.effect("is refused beyond what a learner may have under way at once, and within an hour", () =>
    Effect.gen(function* () {
      const [runs, learner] = [yield* Runs, yield* newLearner]
      const { goal } = yield* newGrown(learner, note)
      const start = runs.startGeneration(learner, { goalId: goal.id })
      yield* start
      const second = yield* start
      assert.deepInclude(yield* Effect.flip(start), { _tag: "BudgetExceeded", limit: "runs_at_once", cap: 2 })
      yield* runs.awaitEnd(learner, second.id)
      yield* runs.awaitEnd(learner, (yield* start).id)
      assert.deepInclude(yield* Effect.flip(start), { limit: "runs_per_hour", cap: 3 })
      yield* TestClock.adjust("61 minutes")
      yield* start
    }).pipe(
      Effect.provide(world({ trees: lines.trees, cards: lines.cards, policy: { runsAtOnce: 2, runsPerHour: 3 } }))
    )
  )

  it.effect("takes turns with others of its goal", () => {
    const gate = Deferred.makeUnsafe<void>()
    return Effect.gen(function* () {
      const { goal, learner, run } = yield* begun
      const [runs, second] = [yield* Runs, yield* Runs.use((it) => it.startGeneration(learner, { goalId: goal.id }))]
      yield* untilEvent(run, "card")
      yield* Effect.yieldNow
      assert.strictEqual((yield* runs.get(learner, second.id)).status, "queued")
      yield* Deferred.succeed(gate, undefined)
      yield* runs.awaitEnd(learner, second.id)
      const [first] = yield* runs.events(learner, second.id)
      assert.strictEqual(first?.kind, "started")
      assert.strictEqual((yield* answersOf(learner)).length, 3)
    }).pipe(Effect.provide(scripted(newScript({ before: ({ answer }) => blocking(answer, "Reykjavik", gate) }))))
  })

  it.effect("is nobody's but the learner's", () =>
    Effect.gen(function* () {
      const { run } = yield* begun
      const [runs, stranger] = [yield* Runs, yield* newLearner]
      const asked = [
        runs.get(stranger, run.id),
        runs.events(stranger, run.id),
        runs.cancel(stranger, run.id),
        runs.retry(stranger, run.id),
        runs.awaitEnd(stranger, run.id),
        Stream.runDrain(runs.watch(stranger, run.id))
      ]
      for (const one of asked) assert.strictEqual((yield* Effect.flip(one))._tag, "RunNotFound")
      assert.deepStrictEqual(yield* runs.list(stranger, {}), [])
    }).pipe(Effect.provide(scripted()))
  )
})

describe("who watches a run", () => {
  it.effect("hears of each card while the author is still writing", () => {
    const gate = Deferred.makeUnsafe<void>()
    return Effect.gen(function* () {
      const { learner, run } = yield* begun
      yield* untilEvent(run, "card")
      assert.deepStrictEqual(yield* answersOf(learner), [])
      assert.deepStrictEqual(yield* kindsOf(run), ["started", "skill", "card"])
      yield* Deferred.succeed(gate, undefined)
      yield* (yield* Runs).awaitEnd(learner, run.id)
    }).pipe(Effect.provide(scripted(newScript({ before: ({ answer }) => blocking(answer, "Reykjavik", gate) }))))
  })

  it.effect("hears everything in order and once, from wherever they left off, until it is over", () =>
    Effect.gen(function* () {
      const { learner, run } = yield* begun
      const runs = yield* Runs
      const live = yield* Effect.forkChild(Stream.runCollect(runs.watch(learner, run.id)), { startImmediately: true })
      const heard = yield* Fiber.join(live)
      assert.deepStrictEqual(
        heard.map(({ kind }) => kind),
        "started skill card card kept progress skill card kept progress succeeded".split(" ")
      )
      for (const { seq } of heard) {
        assert.deepStrictEqual(yield* Stream.runCollect(runs.watch(learner, run.id, seq)), heard.slice(seq))
      }
    }).pipe(Effect.provide(scripted()))
  )
})
