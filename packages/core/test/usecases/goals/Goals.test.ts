import { assert, describe, it } from "@effect/vitest"
import {
  CheckSkipped,
  Embedder,
  EmbedderFailed,
  EmbeddingIndex,
  GoalConflict,
  GoalLimitReached,
  GoalNotFound,
  Goals,
  GoalTitle,
  Projector,
  SpaceId,
  StoreUnavailable
} from "@loopi/core"
import { MemoryEmbeddingIndex } from "@loopi/core/memory"
import { Effect, Fiber, Latch, Layer } from "effect"
import { TestClock } from "effect/testing"
import { embedderDown, lexicalUnless, newGoal, newLearner, world } from "../world.ts"

const title = (text: string) => ({ title: GoalTitle.make(text) })

describe("Goals", () => {
  it.effect("starts six goals and refuses the seventh, until one is archived", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const [first] = yield* Effect.forEach([1, 2, 3, 4, 5, 6], (n) => newGoal(learner, `Goal number ${n}`))
      const refused = yield* Effect.flip(goals.create(learner, title("One more")))
      assert.deepStrictEqual(refused, GoalLimitReached.make({ kind: "active", limit: 6 }))
      if (first !== undefined) yield* goals.setStatus(learner, first.id, "archived")
      yield* goals.create(learner, title("One more"))
      assert.strictEqual((yield* goals.list(learner)).length, 7)
    }).pipe(Effect.provide(world()))
  )

  it.effect("restores an archived goal only while there is room", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const old = yield* newGoal(learner, "Learn to juggle")
      yield* TestClock.adjust("1 day")
      yield* goals.setStatus(learner, old.id, "archived")
      const other = yield* newGoal(learner, "Bake bread")
      const refused = yield* Effect.flip(goals.setStatus(learner, old.id, "active"))
      assert.deepStrictEqual(refused, GoalLimitReached.make({ kind: "active", limit: 1 }))
      yield* goals.setStatus(learner, other.id, "archived")
      const restored = yield* goals.setStatus(learner, old.id, "active")
      assert.deepInclude(yield* goals.get(learner, old.id), { status: "active", createdAt: old.createdAt })
      assert.isAbove(restored.updatedAt.epochMilliseconds, old.updatedAt.epochMilliseconds)
    }).pipe(Effect.provide(world({ policy: { activeGoals: 1 } })))
  )

  it.effect("changes a goal that is as the learner saw it, and no other", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const seen = yield* newGoal(learner, "Learn to juggle")
      const renamed = yield* goals.change(learner, seen.id, title("Juggle five balls"), seen.updatedAt)
      assert.deepStrictEqual(yield* goals.get(learner, seen.id), renamed)
      assert.isAbove(renamed.updatedAt.epochMilliseconds, seen.updatedAt.epochMilliseconds)
      const refused = yield* Effect.flip(goals.change(learner, seen.id, title("Walk on hands"), seen.updatedAt))
      assert.deepStrictEqual(refused, GoalConflict.make({ id: seen.id }))
      assert.deepStrictEqual(yield* goals.get(learner, seen.id), renamed)
    }).pipe(Effect.provide(world()))
  )

  it.effect("archives a goal whoever else changes it at the same time", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const { id } = yield* newGoal(learner, "Learn to juggle")
      yield* Effect.all([goals.setStatus(learner, id, "archived"), goals.setStatus(learner, id, "paused")], {
        concurrency: "unbounded"
      })
      assert.include(["archived", "paused"], (yield* goals.get(learner, id)).status)
    }).pipe(Effect.provide(world()))
  )

  it.effect("counts a paused goal as active, since it can be taken up at any time", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* goals.setStatus(learner, goal.id, "paused")
      assert.strictEqual((yield* Effect.flip(goals.create(learner, title("Another"))))._tag, "GoalLimitReached")
    }).pipe(Effect.provide(world({ policy: { activeGoals: 1 } })))
  )

  it.effect("hides a goal from everyone but its owner", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const goal = yield* newGoal(yield* newLearner)
      const stranger = yield* newLearner
      const missing = GoalNotFound.make({ id: goal.id })
      assert.deepStrictEqual(yield* Effect.flip(goals.get(stranger, goal.id)), missing)
      assert.deepStrictEqual(yield* Effect.flip(goals.setStatus(stranger, goal.id, "archived")), missing)
      assert.deepStrictEqual(yield* goals.similar(stranger, goal), [])
    }).pipe(Effect.provide(world()))
  )
})

describe("Goals.similar", () => {
  it.effect("finds the goal that says nearly the same, best first, and no other", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const exact = yield* newGoal(learner, "Learn to play the piano")
      const near = yield* newGoal(learner, "Learn playing the piano well")
      yield* newGoal(learner, "Pass the driving test")
      const found = yield* goals.similar(learner, title("learn to play the piano!"))
      assert.deepStrictEqual(
        found.map(({ goal }) => goal.id),
        [exact.id, near.id]
      )
      assert.approximately(found[0]?.score ?? 0, 1, 1e-6)
    }).pipe(Effect.provide(world()))
  )

  it.effect("does not compare titles too short to tell", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const skipped = yield* Effect.flip(goals.similar(yield* newLearner, title("Go")))
      assert.deepStrictEqual(skipped, CheckSkipped.make({ reason: "content_too_short" }))
    }).pipe(Effect.provide(world()))
  )

  const failures = [
    [embedderDown, "service_unavailable"],
    [EmbedderFailed.make({ reason: "balance_exhausted", retryable: false }), "embedding_failed"]
  ] as const

  for (const [failure, reason] of failures) {
    it.effect(`says that the check was skipped: ${reason}`, () =>
      Effect.gen(function* () {
        const goals = yield* Goals
        const skipped = yield* Effect.flip(goals.similar(yield* newLearner, title("Learn to play the piano")))
        assert.deepStrictEqual(skipped, CheckSkipped.make({ reason }))
      }).pipe(Effect.provide(world({ embedder: lexicalUnless(() => failure) })))
    )
  }
})

describe("Goals.create", () => {
  it.effect("keeps the goal when its meaning cannot be indexed, and the next alignment makes up for it", () => {
    let refuse = true
    const index = Layer.effect(
      EmbeddingIndex,
      Effect.map(EmbeddingIndex, (real) => ({
        ...real,
        put: (all) =>
          Effect.suspend(() => (refuse ? StoreUnavailable.make({ operation: "put", cause: "down" }) : real.put(all)))
      }))
    ).pipe(Layer.provide(MemoryEmbeddingIndex.layer))
    return Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const goal = yield* newGoal(learner, "Learn to play the piano")
      assert.deepStrictEqual(yield* goals.list(learner), [goal])
      assert.deepStrictEqual(yield* goals.similar(learner, goal), [])
      refuse = false
      yield* (yield* Projector).catchUp
      assert.strictEqual((yield* goals.similar(learner, goal))[0]?.goal.id, goal.id)
    }).pipe(Effect.provide(world({ index })))
  })

  it.effect("keeps the goal when the embedder does not answer within five seconds", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learner = yield* newLearner
      const creating = yield* Effect.forkChild(newGoal(learner, "Learn to play the piano"))
      // Only once it is asked does its time begin to run.
      yield* asked.await
      yield* Effect.yieldNow
      yield* TestClock.adjust("5 seconds")
      const goal = yield* Fiber.join(creating)
      assert.deepStrictEqual(yield* goals.list(learner), [goal])
    }).pipe(Effect.provide(world({ embedder: silent })))
  )
})

const asked = Latch.makeUnsafe(false)
const silent = Layer.succeed(Embedder, {
  space: SpaceId.make("lexical-1"),
  embed: () => Effect.andThen(asked.open, Effect.never)
})
