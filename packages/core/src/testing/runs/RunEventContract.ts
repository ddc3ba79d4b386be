/**
 * How every `RunStore` tells what happens in runs, and finds those that nobody is at.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, Stream } from "effect"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { january, newGoal, newLearner } from "../fixtures.ts"
import { happened, kindsOf, makeRun, moving, newRun, newRunning, type RunPorts, stepOf, told } from "./runs.ts"

type It = Vitest.MethodsNonLive<RunPorts>

export const events = (it: It): void => {
  tells(it)
  findsAndForgets(it)
}

const tells = (it: It): void => {
  it.effect("numbers events from one on without gaps, under thirty who tell at once", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRunning(yield* newGoal(yield* newLearner))
      const { id, userId } = run
      yield* Effect.forEach(
        Array.range(1, 30),
        (teller) =>
          teller % 3 === 0
            ? runs.finishStep(userId, id, stepOf(`${teller}`), { events: [told(`${teller}a`), told(`${teller}b`)] })
            : runs.tell(userId, id, [told(`${teller}a`), told(`${teller}b`)], january(3)),
        { concurrency: "unbounded", discard: true }
      )
      const all = yield* happened(run)
      assert.deepStrictEqual(
        all.map(({ seq }) => seq),
        Array.range(1, 61)
      )
      for (const [i, { kind }] of all.entries()) {
        if (kind.endsWith("a")) assert.strictEqual(all[i + 1]?.kind, kind.replace("a", "b"))
      }
    })
  )

  it.effect("tells what happened after an event, oldest first and no more than asked for", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const { id, userId } = yield* newRun(yield* newLearner)
      yield* runs.tell(userId, id, ["a", "b", "c", "d"].map(told), january(2))
      const after = (seq: number, limit: number) =>
        Effect.map(runs.events(userId, id, seq, limit), (found) => found.map(({ kind }) => kind))
      assert.deepStrictEqual(yield* after(0, 2), ["a", "b"])
      assert.deepStrictEqual(yield* after(2, 100), ["c", "d"])
      assert.deepStrictEqual(yield* after(4, 100), [])
    })
  )

  it.effect("tells nothing of a run that is over, or of none", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const learner = yield* newLearner
      const { run } = yield* moving(yield* newRun(learner), "cancelled")
      yield* runs.tell(learner, run.id, [told("card")], january(9))
      assert.deepStrictEqual(yield* kindsOf(run), ["cancelled"])
      assert.deepStrictEqual(yield* runs.get(learner, run.id), run)
      const nobody = yield* makeRun(learner)
      yield* runs.tell(learner, nobody.id, [told("card")], january(9))
      assert.deepStrictEqual(yield* happened(nobody), [])
    })
  )

  it.effect("nudges whoever listens", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const { id, userId } = yield* newRun(yield* newLearner)
      const heard = Stream.runHead(Stream.filter(runs.nudges, (nudged) => nudged === id))
      // A nudge may be missed, most of all by who has only begun to listen.
      const telling = Effect.forever(runs.tell(userId, id, [told("progress")], january(2)))
      yield* Effect.raceFirst(heard, telling)
    })
  )
}

const findsAndForgets = (it: It): void => {
  it.effect("finds the runs of anybody that are not over and long untouched, the longest first", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const queued = yield* newRun(yield* newLearner, { updatedAt: long(2) })
      const { run: running } = yield* moving(yield* newRun(yield* newLearner), "running")
      const touched = yield* newRun(yield* newLearner, { updatedAt: long(1) })
      const over = yield* newRun(yield* newLearner, { updatedAt: long(1) })
      yield* moving(over, "succeeded")
      yield* runs.tell(running.userId, running.id, [], long(1))
      yield* runs.tell(touched.userId, touched.id, [], long(3))
      assert.deepStrictEqual(yield* kindsOf(touched), [])

      const found = yield* runs.unfinished(long(3), 1_000)
      assert.deepStrictEqual(
        found.map(({ id }) => id),
        [running.id, queued.id]
      )
      assert.lengthOf(yield* runs.unfinished(long(4), 2), 2)
      for (const run of [queued, running, touched]) yield* moving(run, "cancelled")
    })
  )

  it.effect("forgets the steps and events of runs that ended long ago, which are not tried again", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const learner = yield* newLearner
      const ended = Effect.fnUntraced(function* (at: DateTime.Utc, to: "succeeded" | "running" = "succeeded") {
        const run = yield* newRunning(yield* newGoal(learner))
        yield* runs.finishStep(learner, run.id, { ...stepOf("plan/1"), at }, { events: [told("step")] })
        const change = { from: ["running"], to, event: told(to), at } as const
        return (yield* runs.move(learner, run.id, change)).run
      })
      const [old, recent, running] = [yield* ended(long(2)), yield* ended(long(3)), yield* ended(long(2), "running")]
      assert.strictEqual(yield* runs.forget(long(3)), 1)
      assert.strictEqual(yield* runs.forget(long(3)), 0)
      assert.deepStrictEqual(yield* runs.steps(learner, old.id), [])
      assert.deepStrictEqual(yield* happened(old), [])
      assert.deepStrictEqual(yield* runs.list(learner, {}), [running, recent, old])
      for (const run of [recent, running]) {
        assert.lengthOf(yield* runs.steps(learner, run.id), 1)
        assert.lengthOf(yield* happened(run), 3)
      }
      assert.deepStrictEqual(yield* moving(old, "queued"), { run: old, moved: false })
      assert.isTrue((yield* moving(recent, "queued")).moved)
      for (const run of [recent, running]) yield* moving(run, "cancelled")
    })
  )
}

/** Longer ago than anything else that tests do. */
const long = (day: number) => DateTime.makeUnsafe({ year: 1999, month: 1, day })
