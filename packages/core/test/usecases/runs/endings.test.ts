import { assert, describe, it } from "@effect/vitest"
import {
  AuthorFailed,
  type Goal,
  Goals,
  GoalTitle,
  Notes,
  Runs,
  RunStore,
  SkillTrees,
  StoreUnavailable
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Deferred, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as lines from "../lines.ts"
import { newLearner, treesOf, world } from "../world.ts"
import { answersOf, begun, blocking, kindsOf, note, scripted, untilEvent } from "./begun.ts"
import { authorOf, newScript, type Script } from "./scripts.ts"

describe("a run that is cancelled", () => {
  it.effect("interrupts its author, keeps nothing more, and goes on where it was when it is tried again", () => {
    const gate = Deferred.makeUnsafe<void>()
    const script = newScript({ before: ({ answer }) => blocking(answer, "Lisbon", gate) })
    return Effect.gen(function* () {
      const { learner, run } = yield* begun
      const runs = yield* Runs
      yield* untilEvent(run, "progress")
      yield* Effect.repeat(Effect.yieldNow, { until: () => script.asked.includes("write South") })
      assert.deepInclude(yield* runs.cancel(learner, run.id), { status: "cancelled" })
      assert.strictEqual(script.interrupted, 1)
      assert.deepStrictEqual(yield* answersOf(learner), ["Oslo", "Reykjavik"])
      assert.deepInclude(yield* Effect.flip(runs.cancel(learner, run.id)), { _tag: "RunConflict", status: "cancelled" })

      yield* Deferred.succeed(gate, undefined)
      assert.deepInclude(yield* runs.retry(learner, run.id), { status: "queued", attempt: 2 })
      assert.strictEqual((yield* runs.awaitEnd(learner, run.id)).status, "succeeded")
      assert.deepStrictEqual(yield* answersOf(learner), ["Oslo", "Reykjavik", "Lisbon"])
      const asked = ["plan North", "write North", "plan South", "write South", "write South"]
      assert.deepStrictEqual(script.asked, asked)
      assert.deepInclude(yield* Effect.flip(runs.retry(learner, run.id)), { _tag: "RunConflict", status: "succeeded" })
    }).pipe(Effect.provide(scripted(script)))
  })
})

const limited = AuthorFailed.make({ reason: "rate_limited", retryable: true, retryAfterMs: 60_000 })

describe("a run that fails", () => {
  it.effect("says why, keeps what it has done, and does the rest when it is tried again", () => {
    let isLimited = true
    const before: Script["before"] = ({ answer }) => (answer === "Lisbon" && isLimited ? limited : Effect.void)
    const script = newScript({ before })
    return Effect.gen(function* () {
      const { learner, run } = yield* begun
      const runs = yield* Runs
      const failed = yield* runs.awaitEnd(learner, run.id)
      assert.strictEqual(failed.status, "failed")
      assert.match(failed.failure?.step ?? "", /^write\//)
      assert.deepInclude(failed.failure, { code: "author_rate_limited", retryable: true })
      const wait = (failed.failure?.retryAt?.epochMilliseconds ?? 0) - failed.updatedAt.epochMilliseconds
      assert.strictEqual(wait, 60_000)
      assert.deepStrictEqual(yield* answersOf(learner), ["Oslo", "Reykjavik"])

      isLimited = false
      yield* runs.retry(learner, run.id)
      assert.deepInclude(yield* runs.awaitEnd(learner, run.id), { status: "succeeded", failure: null })
      assert.deepStrictEqual(yield* answersOf(learner), ["Oslo", "Reykjavik", "Lisbon"])
      assert.deepStrictEqual(
        (yield* kindsOf(run)).filter((kind) => ["failed", "retried", "started"].includes(kind)),
        ["started", "failed", "retried", "started"]
      )
    }).pipe(Effect.provide(scripted(script)))
  })

  it.effect("because of a bug ends, too", () =>
    Effect.gen(function* () {
      const { learner, run } = yield* begun
      const { failure } = yield* (yield* Runs).awaitEnd(learner, run.id)
      assert.deepInclude(failure, { code: "internal_error", retryable: false })
    }).pipe(Effect.provide(scripted(newScript({ before: () => Effect.die("a bug") }))))
  )

  it.effect("for want of anything to read leaves its goal, and grows it when there is a note", () => {
    const trees = treesOf((notes) =>
      notes.length === 0 ? AuthorFailed.make({ reason: "nothing_to_read", retryable: false }) : lines.skillsInAll(notes)
    )
    return Effect.gen(function* () {
      const [runs, learner] = [yield* Runs, yield* newLearner]
      const { goal, run } = yield* runs.startGoal(learner, { title: GoalTitle.make("Capitals") })
      const failed = yield* runs.awaitEnd(learner, run.id)
      assert.deepInclude(failed.failure, { code: "nothing_to_read", step: "tree", retryable: false })
      assert.deepStrictEqual(yield* (yield* Goals).list(learner), [goal])
      yield* (yield* Notes).add(learner, goal.id, { name: "note.md", text: note })
      yield* runs.retry(learner, run.id)
      assert.strictEqual((yield* runs.awaitEnd(learner, run.id)).status, "succeeded")
      assert.deepStrictEqual(yield* titlesOf(goal), ["North", "South"])
      const told = (yield* runs.events(learner, run.id)).filter(({ kind }) => kind === "skill")
      assert.deepStrictEqual(
        told.map(({ detail }) => detail),
        [
          { title: "North", children: 0 },
          { title: "South", children: 0 }
        ]
      )
    }).pipe(Effect.provide(world({ trees })))
  })
})

const titlesOf = Effect.fnUntraced(function* ({ id, userId }: Goal) {
  return (yield* (yield* SkillTrees).get(userId, id)).nodes.map(({ title }): string => title)
})

describe("upkeep as a run", () => {
  it.effect("fills the space of the embedder, and seals keys anew", () =>
    Effect.gen(function* () {
      const { learner, run } = yield* begun
      const runs = yield* Runs
      yield* runs.awaitEnd(learner, run.id)
      const filled = yield* runs.startReembedding(learner)
      assert.strictEqual((yield* runs.awaitEnd(learner, filled.id)).status, "succeeded")
      const [last] = (yield* runs.events(learner, filled.id)).toReversed()
      assert.deepStrictEqual(last?.detail, { space: "lexical-1", done: 4 })
      const unknown = yield* runs.startReembedding(learner, { space: "nowhere" })
      assert.deepInclude((yield* runs.awaitEnd(learner, unknown.id)).failure, { code: "space_unknown" })
    }).pipe(Effect.provide(scripted()))
  )
})

/** A store that cannot be reached the next so many times a step is to be kept. */
const failing = (times: number) => {
  let left = times
  return Layer.provideMerge(
    Layer.effect(
      RunStore,
      RunStore.use((it) =>
        Effect.succeed(
          RunStore.of({
            ...it,
            finishStep: (...asked) =>
              Effect.suspend(() =>
                asked[2].name.startsWith("write/") && left-- > 0
                  ? StoreUnavailable.make({ operation: "test", cause: "down" })
                  : it.finishStep(...asked)
              )
          })
        )
      )
    ),
    MemoryStores.layer
  )
}

describe("a store that cannot be reached", () => {
  it.effect("for a while costs a run time, but no second call to its author", () => {
    const script = newScript()
    return Effect.gen(function* () {
      const { learner, run } = yield* begun
      const time = Effect.forever(Effect.andThen(Effect.yieldNow, TestClock.adjust("20 millis")))
      const ended = yield* Effect.raceFirst((yield* Runs).awaitEnd(learner, run.id), time)
      assert.strictEqual(ended.status, "succeeded")
      assert.deepStrictEqual(script.asked, ["plan North", "write North", "plan South", "write South"])
    }).pipe(Effect.provide(world({ stores: failing(5), trees: lines.trees, cards: authorOf(script) })))
  })
})
