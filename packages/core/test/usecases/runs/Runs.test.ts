import { assert, describe, it } from "@effect/vitest"
import {
  AuthorFailed,
  Flashcards,
  type Goal,
  GoalTitle,
  Goals,
  IdempotencyKey,
  Notes,
  type Run,
  Runs,
  RunStore,
  SkillTrees,
  StoreUnavailable,
  type UserId
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as lines from "../lines.ts"
import { newGrown, newLearner, treesOf, world } from "../world.ts"
import { authorOf, newScript, type Script } from "./scripts.ts"

const note = `# North
What is the capital of Norway? => Oslo
What is the capital of Iceland? => Reykjavik
# South
What is the capital of Portugal? => Lisbon
`

const scripted = (script: Script = newScript()) => world({ trees: lines.trees, cards: authorOf(script) })

const begun = Effect.gen(function* () {
  const learner = yield* newLearner
  const { goal } = yield* newGrown(learner, note)
  return { learner, goal, run: yield* (yield* Runs).startGeneration(learner, { goalId: goal.id }) }
})

const answersOf = Effect.fnUntraced(function* (learner: UserId) {
  return (yield* (yield* Flashcards).list(learner, {})).map(({ answer }): string => answer)
})

const kindsOf = Effect.fnUntraced(function* ({ id, userId }: Run) {
  return (yield* (yield* Runs).events(userId, id)).map(({ kind }) => kind)
})

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

/** Waits until the run has told of something. */
const untilEvent = Effect.fnUntraced(function* ({ id, userId }: Run, kind: string) {
  const runs = yield* Runs
  yield* runs.watch(userId, id).pipe(
    Stream.takeUntil((event) => event.kind === kind),
    Stream.runDrain
  )
})

const blocking = (answer: string, at: string, gate: Deferred.Deferred<void>): Effect.Effect<void> =>
  answer === at ? Deferred.await(gate) : Effect.void

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
        [
          ...["started", "skill", "card", "card", "kept", "progress"],
          ...["skill", "card", "kept", "progress", "succeeded"]
        ]
      )
      for (const { seq } of heard) {
        assert.deepStrictEqual(yield* Stream.runCollect(runs.watch(learner, run.id, seq)), heard.slice(seq))
      }
    }).pipe(Effect.provide(scripted()))
  )
})

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
      assert.deepInclude(failed.failure, { code: "rate_limited", retryable: true })
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
