/**
 * How every `RunStore` begins runs: a request is one run, within limits, and with its goal or not at all.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, Struct } from "effect"
import { GoalDescription, GoalLimitReached, GoalTitle } from "../../domain/goals/Goal.ts"
import { IdempotencyKeyReused } from "../../domain/runs/Run.ts"
import { BudgetExceeded } from "../../domain/budget/TokenLedger.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { january, limits, makeGoal, newGoal, newLearner } from "../fixtures.ts"
import { beginning, makeRun, moving, newKey, newRun, runLimits, type RunPorts } from "./runs.ts"
import { waitingOf } from "../vectors/vectorTasks.ts"

type It = Vitest.MethodsNonLive<RunPorts>

export const begins = (it: It): void => {
  asksOnce(it)
  limitsRuns(it)
}

const asksOnce = (it: It): void => {
  it.effect("begins one run with one goal for a key that comes a hundred times at once", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const goals = yield* GoalStore
      const learner = yield* newLearner
      const key = yield* newKey
      const begun = yield* Effect.forEach(
        Array.range(1, 100),
        Effect.fnUntraced(function* () {
          const goal = yield* makeGoal(learner)
          const run = yield* makeRun(learner, { kind: "goal_creation", goalId: goal.id })
          return yield* beginning(run, { key, goal: { goal, limits }, limits: { atOnce: 1, perHour: 1 } })
        }),
        { concurrency: "unbounded" }
      )
      const [run] = yield* runs.list(learner, {})
      const kept = yield* goals.list(learner)
      assert.deepStrictEqual(
        begun,
        begun.map(() => run)
      )
      assert.deepStrictEqual(
        kept.map(({ id }) => id),
        [run?.goalId]
      )
    })
  )

  it.effect("gives the run of a key as it is by now", () =>
    Effect.gen(function* () {
      const [learner, key] = [yield* newLearner, yield* newKey]
      const run = yield* beginning(yield* makeRun(learner), { key })
      const { run: over } = yield* moving(run, "succeeded")
      assert.deepStrictEqual(yield* beginning(yield* makeRun(learner), { key }), over)
    })
  )

  it.effect("refuses a key that was used for another request", () =>
    Effect.gen(function* () {
      const [learner, key] = [yield* newLearner, yield* newKey]
      const [goal, other] = [yield* newGoal(learner), yield* newGoal(learner)]
      const run = yield* beginning(yield* makeRun(learner, { goalId: goal.id, input: { count: 3 } }), { key })
      const asked = Struct.pick(run, ["kind", "goalId", "input"])
      const changes = [
        { kind: "regeneration" as const },
        { goalId: other.id },
        { input: { count: 4 } },
        { input: { count: 3, approve: false } }
      ]
      for (const change of changes) {
        const another = yield* makeRun(learner, { ...asked, ...change })
        const refusal = yield* Effect.flip(beginning(another, { key }))
        assert.deepStrictEqual(refusal, IdempotencyKeyReused.make({ runId: run.id }))
      }
      assert.deepStrictEqual(yield* beginning(yield* makeRun(learner, asked), { key }), run)
    })
  )

  it.effect("knows a goal that comes along by what it says, though it has another id each time", () =>
    Effect.gen(function* () {
      const [learner, key] = [yield* newLearner, yield* newKey]
      const asking = Effect.fnUntraced(function* (title: string, about = "") {
        const description = GoalDescription.make(about)
        const goal = yield* makeGoal(learner, { title: GoalTitle.make(title), description })
        return yield* beginning(yield* makeRun(learner, { goalId: goal.id }), { key, goal: { goal, limits } })
      })
      const first = yield* asking("Read Camões")
      assert.deepStrictEqual(yield* asking("Read Camões"), first)
      for (const other of [asking("Read Pessoa"), asking("Read Camões", "The sonnets alone")]) {
        assert.deepStrictEqual(yield* Effect.flip(other), IdempotencyKeyReused.make({ runId: first.id }))
      }
    })
  )

  it.effect("lets every learner use a key, and begins anew without one", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const key = yield* newKey
      for (const learner of [yield* newLearner, yield* newLearner]) {
        const run = yield* makeRun(learner)
        assert.deepStrictEqual(yield* beginning(run, { key }), run)
        yield* newRun(learner)
        yield* newRun(learner)
        assert.lengthOf(yield* runs.list(learner, {}), 3)
      }
    })
  )
}

const limitsRuns = (it: It): void => {
  it.effect("begins no more runs at once than allowed, under twenty at once", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const learner = yield* newLearner
      const tight = { atOnce: 3, perHour: 1_000 }
      const asking = Effect.flatMap(makeRun(learner), (run) => beginning(run, { limits: tight }))
      const outcomes = yield* Effect.all(
        Array.makeBy(20, () => Effect.result(asking)),
        { concurrency: "unbounded" }
      )
      const refusal = BudgetExceeded.make({ limit: "runs_at_once", cap: 3, resetsAt: null })
      const refused = outcomes.filter((outcome) => outcome._tag === "Failure").map(({ failure }) => failure)
      assert.deepStrictEqual(
        refused,
        Array.makeBy(17, () => refusal)
      )
      for (const run of yield* runs.list(learner, {})) yield* moving(run, "failed")
      assert.strictEqual((yield* asking).status, "queued")
    })
  )

  it.effect("begins no more runs of a kind in an hour than allowed, and says when it will again", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const tight = { atOnce: 1_000, perHour: 2 }
      const asking = Effect.fnUntraced(function* (minute: number, kind: "generation" | "reembedding" = "generation") {
        const createdAt = DateTime.add(january(1), { minutes: minute })
        return yield* beginning(yield* makeRun(learner, { kind, createdAt }), { limits: tight })
      })
      yield* asking(0)
      yield* asking(20)
      const resetsAt = DateTime.add(january(1), { minutes: 60 })
      const refusal = BudgetExceeded.make({ limit: "runs_per_hour", cap: 2, resetsAt })
      assert.deepStrictEqual(yield* Effect.flip(asking(59)), refusal)
      yield* asking(59, "reembedding")
      yield* asking(60)
      assert.deepInclude(yield* Effect.flip(asking(61)), { resetsAt: DateTime.add(january(1), { minutes: 80 }) })
    })
  )

  it.effect("keeps a goal and its run, or neither", () =>
    Effect.gen(function* () {
      const runs = yield* RunStore
      const goals = yield* GoalStore
      const [learner, key] = [yield* newLearner, yield* newKey]
      const goal = yield* makeGoal(learner)
      const run = yield* makeRun(learner, { kind: "goal_creation", goalId: goal.id })
      const full = { goal: { goal, limits: { active: 0, archived: 0 } }, key }
      const refusal = yield* Effect.flip(beginning(run, full))
      assert.deepStrictEqual(refusal, GoalLimitReached.make({ kind: "active", limit: 0 }))
      const busy = { goal: { goal, limits }, key, limits: { ...runLimits, atOnce: 0 } }
      assert.strictEqual((yield* Effect.flip(beginning(run, busy)))._tag, "BudgetExceeded")
      assert.deepStrictEqual(yield* runs.list(learner, {}), [])
      assert.deepStrictEqual(yield* goals.list(learner), [])
      assert.deepStrictEqual(yield* waitingOf(learner), [])

      assert.deepStrictEqual(yield* beginning(run, { goal: { goal, limits }, key }), run)
      assert.deepStrictEqual(yield* goals.list(learner), [goal])
      assert.lengthOf(yield* waitingOf(learner), 1)
    })
  )
}
