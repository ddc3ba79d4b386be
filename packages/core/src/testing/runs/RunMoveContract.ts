/**
 * How every `RunStore` moves runs from status to status: as a compare-and-set, and one run of a goal at a time.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect } from "effect"
import { Run, type RunFailure } from "../../domain/runs/Run.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { january, newGoal, newLearner } from "../fixtures.ts"
import { happened, kindsOf, moving, newRun, newRunning, type RunPorts, told } from "./runs.ts"

type It = Vitest.MethodsNonLive<RunPorts>

const retryLater: RunFailure = { code: "rate_limited", step: "write/1", retryable: true, retryAt: january(4) }

export const moves = (it: It): void => {
  comparesAndSets(it)
  takesTurns(it)
}

const comparesAndSets = (it: It): void => {
  it.effect("lets one of fifty movers move a run, and tells it once", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRun(yield* newLearner)
      const change = { from: ["queued"], to: "running", event: told("started"), at: january(2, 13) } as const
      const outcomes = yield* Effect.all(
        Array.makeBy(50, () => runs.move(run.userId, run.id, change)),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(
        outcomes.filter(({ moved }) => moved),
        1
      )
      const running = Run.make({ ...run, status: "running", updatedAt: january(2, 13) })
      for (const outcome of outcomes) assert.deepStrictEqual(outcome.run, running)
      assert.deepStrictEqual(yield* happened(run), [{ seq: 1, at: january(2, 13), ...told("started") }])
    })
  )

  it.effect("moves no run from another status, and tells nothing of it", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const { run } = yield* moving(yield* newRun(yield* newLearner), "cancelled")
      const change = { from: ["queued", "running"], to: "succeeded", event: told("succeeded"), at: january(3) } as const
      assert.deepStrictEqual(yield* runs.move(run.userId, run.id, change), { run, moved: false })
      assert.deepStrictEqual(yield* kindsOf(run), ["cancelled"])
    })
  )

  it.effect("keeps why a run failed, until it is moved on", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRun(yield* newLearner)
      const { id, userId } = run
      const failing = {
        from: ["queued"],
        to: "failed",
        failure: retryLater,
        event: told("failed"),
        at: january(2)
      } as const
      const failed = Run.make({ ...run, status: "failed", failure: retryLater, updatedAt: january(2) })
      assert.deepStrictEqual(yield* runs.move(userId, id, failing), { run: failed, moved: true })
      assert.deepStrictEqual(yield* runs.get(userId, id), failed)

      const again = { from: ["failed"], to: "queued", event: told("retried"), at: january(3) } as const
      const queued = Run.make({ ...run, attempt: 2, updatedAt: january(3) })
      assert.deepStrictEqual(yield* runs.move(userId, id, again), { run: queued, moved: true })
      assert.deepStrictEqual(yield* kindsOf(run), ["failed", "retried"])
    })
  )

  it.effect("counts an attempt for each time a run is queued again, and for nothing else", () =>
    Effect.gen(function* () {
      const run = yield* newRun(yield* newLearner)
      const attempts: Array<number> = []
      for (const to of ["running", "failed", "queued", "running", "cancelled", "queued"] as const) {
        attempts.push((yield* moving(run, to)).run.attempt)
      }
      assert.deepStrictEqual(attempts, [1, 1, 2, 2, 2, 3])
    })
  )
}

const takesTurns = (it: It): void => {
  it.effect("has one run of a goal running at a time, under twenty that want to", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const goal = yield* newGoal(yield* newLearner)
      const waiting = yield* Effect.replicateEffect(newRun(goal.userId, { goalId: goal.id }), 20)
      for (let over = 0; over < 3; over++) {
        const outcomes = yield* Effect.forEach(waiting, (run) => moveOn(run), { concurrency: "unbounded" })
        assert.lengthOf(
          outcomes.filter(({ moved }) => moved),
          1
        )
        const [running, ...others] = yield* runs.list(goal.userId, { status: "running" })
        assert.isEmpty(others)
        assert.isDefined(running)
        if (running !== undefined) yield* moving(running, "succeeded")
      }
    })
  )

  it.effect("lets runs of other goals, of other learners and of no goal run beside each other", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      yield* newRunning(yield* newGoal(learner))
      const others = [
        yield* newRun(learner, { goalId: (yield* newGoal(learner)).id }),
        yield* newRun(learner),
        yield* newRun(learner),
        yield* newRun(yield* newLearner)
      ]
      for (const run of others) assert.isTrue((yield* moveOn(run)).moved)
    })
  )

  it.effect("lets the run that is running say so again", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRunning(yield* newGoal(yield* newLearner))
      const at = DateTime.add(run.updatedAt, { minutes: 1 })
      const again = { from: ["queued", "running"], to: "running", event: told("started"), at } as const
      const { moved } = yield* runs.move(run.userId, run.id, again)
      assert.isTrue(moved)
    })
  )
}

const moveOn = Effect.fnUntraced(function* (run: Run) {
  const runs = yield* RunStore
  const change = { from: ["queued"], to: "running", event: told("started"), at: january(2) } as const
  return yield* runs.move(run.userId, run.id, change)
})
