/**
 * What every `RunStore` must do, whatever it is made of.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { DateTime, Effect, type Layer } from "effect"
import { RunNotFound } from "../../domain/runs/Run.ts"
import { SkillNodeId } from "../../domain/skillTrees/SkillTree.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { january, newGoal, newLearner } from "../fixtures.ts"
import { begins } from "./RunBeginContract.ts"
import { events } from "./RunEventContract.ts"
import { moves } from "./RunMoveContract.ts"
import { steps } from "./RunStepContract.ts"
import { traceIn, within } from "../tracing.ts"
import { beginning, happened, makeRun, moving, newRun, type RunPorts, stepOf, told } from "./runs.ts"

type It = Vitest.MethodsNonLive<RunPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<RunPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a RunStore (${adapter})`, (it) => {
    keeps(it)
    begins(it)
    moves(it)
    steps(it)
    events(it)
  })

const keeps = (it: It): void => {
  it.effect("gives back the run it was given", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const goal = yield* newGoal(yield* newLearner)
      const run = yield* makeRun(goal.userId, {
        goalId: goal.id,
        input: { nodeId: SkillNodeId.make(goal.id), count: 7, approve: false, space: "lexical-1" },
        createdAt: DateTime.makeUnsafe("2026-03-29T01:30:00.123Z"),
        updatedAt: DateTime.makeUnsafe("2026-03-29T01:30:00.987Z")
      })
      assert.deepStrictEqual(yield* beginning(run), run)
      assert.deepStrictEqual(yield* runs.get(run.userId, run.id), run)
    })
  )

  it.effect("hides a run from everyone but its owner", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const run = yield* newRun(yield* newLearner)
      const other = yield* newLearner
      const { id, userId } = run
      const change = { from: [run.status], to: "cancelled", event: told("cancelled"), at: january(2) } as const
      const missing = RunNotFound.make({ id })
      assert.deepStrictEqual(yield* Effect.flip(runs.get(other, id)), missing)
      assert.deepStrictEqual(yield* Effect.flip(runs.move(other, id, change)), missing)
      assert.deepStrictEqual(yield* runs.list(other, {}), [])
      yield* runs.tell(other, id, [told("progress")], january(2))
      assert.deepStrictEqual(yield* runs.get(userId, id), run)
      assert.deepStrictEqual(yield* happened(run), [])

      yield* moving(run, "running")
      yield* runs.finishStep(userId, id, stepOf("plan"), { events: [told("step")] })
      assert.deepStrictEqual(yield* Effect.flip(runs.finishStep(other, id, stepOf("plan"), {})), missing)
      assert.deepStrictEqual(yield* runs.steps(other, id), [])
      assert.deepStrictEqual(yield* runs.events(other, id, 0, 10), [])
    })
  )

  it.effect("names the trace of whoever began a run, to its owner alone", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const [learner, other] = [yield* newLearner, yield* newLearner]
      const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
      const [traced, untraced] = [yield* newRun(learner).pipe(within(trace)), yield* newRun(learner)]
      assert.strictEqual(traceIn(yield* runs.causedBy(learner, traced.id)), trace)
      assert.isNull(yield* runs.causedBy(learner, untraced.id))
      assert.isNull(yield* runs.causedBy(other, traced.id))
    })
  )

  it.effect("lists runs newest first, by goal and status, page by page", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const goal = yield* newGoal(yield* newLearner)
      const { id: goalId, userId } = goal
      const a = yield* newRun(userId, { goalId })
      const b = yield* newRun(userId)
      const c = yield* newRun(userId, { goalId })
      assert.deepStrictEqual(yield* runs.list(userId, {}), [c, b, a])
      assert.deepStrictEqual(yield* runs.list(userId, { goalId }), [c, a])
      assert.deepStrictEqual(yield* runs.list(userId, { limit: 2 }), [c, b])
      assert.deepStrictEqual(yield* runs.list(userId, { limit: 2, after: b.id }), [a])
      const { run } = yield* moving(b, "running")
      assert.deepStrictEqual(yield* runs.list(userId, { status: "running" }), [run])
      assert.deepStrictEqual(yield* runs.list(userId, { status: "queued", goalId, after: c.id }), [a])
    })
  )
}
