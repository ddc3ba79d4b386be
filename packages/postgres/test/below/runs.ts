/**
 * What the tables of runs and of the token ledger refuse, and which indexes serve what is asked of them.
 */
import { FlashcardStore, GoalId, RunStore, SkillTreeStore, TokenLedger } from "@loopi/core"
import { fixtures, runs } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Exit, type Layer } from "effect"
import { SqlClient } from "effect/sql"
import { randomUUID } from "node:crypto"
import { asLearner, asWorker } from "../../src/internal/asLearner.ts"
import { type Database, Upkeep } from "../shared.ts"
import { readBy } from "./readBy.ts"

const caps = { callsPerDay: 1_000_000, tokensPerDay: 1_000_000_000 }

/** A learner with a thousand runs behind them, a few of them of this goal, and as many calls; one run is under way. */
const newPast = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const run = yield* runs.newRunning(yield* fixtures.newGoal(goal.userId))
  yield* asWorker(sql)(sql`
    INSERT INTO runs (user_id, id, kind, goal_id, input, status, attempt, request, created_at, updated_at)
    SELECT ${goal.userId}, gen_random_uuid(), 'generation', CASE WHEN n % 50 = 0 THEN ${goal.id}::uuid END, '{}',
      'succeeded', 1, '', at, at
    FROM generate_series('2020-01-01', '2025-12-31'::timestamptz, '2 days') WITH ORDINALITY AS past (at, n)
  `)
  yield* asWorker(sql)(sql`
    INSERT INTO run_events (user_id, run_id, seq, at, kind, detail)
    SELECT user_id, id, n, created_at, 'step', '{}' FROM runs CROSS JOIN generate_series(10, 12) AS n
    WHERE user_id = ${goal.userId}
  `)
  yield* asWorker(sql)(sql`
    INSERT INTO run_steps (user_id, run_id, name, output, at)
    SELECT user_id, run_id, seq::text, '{}', at FROM run_events WHERE user_id = ${goal.userId}
  `)
  yield* asWorker(sql)(sql`
    INSERT INTO model_calls (user_id, id, day, purpose, model, reserved_input_tokens, reserved_output_tokens, outcome,
      started_at)
    SELECT ${goal.userId}, gen_random_uuid(), 10000 + n, 'write', 'm', 1, 1, 'open', now()
    FROM generate_series(1, 1000) AS n
  `)
  yield* asWorker(sql)(sql`
    INSERT INTO budget_days (user_id, day, calls, open, input_tokens, output_tokens)
    SELECT user_id, day, 1, 1, 1, 1 FROM model_calls WHERE user_id = ${goal.userId}
  `)
  yield* Upkeep.use(({ analyze }) => analyze)
  return { goal, run, userId: goal.userId }
})

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`the tables of runs (${adapter})`, (it) => {
    it.effect("keep nothing of a step whose last card they refuse", () =>
      Effect.gen(function* () {
        const [store, cards, trees] = [yield* RunStore, yield* FlashcardStore, yield* SkillTreeStore]
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const run = yield* runs.newRunning(goal)
        const nowhere = { goalId: GoalId.make(randomUUID()) }
        const added = [yield* fixtures.makeCard(goal), yield* fixtures.makeCard(goal, nowhere)]
        const effects = { cards: added, tree: yield* fixtures.makeTree(goal), events: [runs.told("step")] }
        const exit = yield* Effect.exit(store.finishStep(run.userId, run.id, runs.stepOf("commit/1"), effects))
        assert.isTrue(Exit.hasDies(exit))
        assert.deepStrictEqual(yield* store.steps(run.userId, run.id), [])
        assert.deepStrictEqual(yield* runs.kindsOf(run), ["running"])
        assert.deepStrictEqual(yield* cards.list(run.userId, {}), [])
        assert.strictEqual((yield* Effect.flip(trees.get(run.userId, goal.id)))._tag, "SkillTreeNotFound")
        assert.deepStrictEqual(yield* store.get(run.userId, run.id), run)
      })
    )

    it.effect("refuse a second running run of a goal, also to who does not wait for a turn", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        yield* runs.newRunning(goal)
        const { id } = yield* runs.newRun(goal.userId, { goalId: goal.id })
        const rushing = asLearner(sql, goal.userId)(sql`UPDATE runs SET status = 'running' WHERE id = ${id}`)
        assert.strictEqual((yield* Effect.flip(rushing)).reason._tag, "UniqueViolation")
      })
    )

    it.effect("refuse a run of somebody else's goal", () =>
      Effect.gen(function* () {
        const theirs = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const run = yield* runs.makeRun(yield* fixtures.newLearner, { goalId: theirs.id })
        assert.isTrue(Exit.hasDies(yield* Effect.exit(runs.beginning(run))))
      })
    )

    it.effect("keep a card and what was paid for it when its run is gone, and let the rest go", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [store, cards, ledger] = [yield* RunStore, yield* FlashcardStore, yield* TokenLedger]
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const { id, userId } = yield* runs.newRunning(goal)
        const card = yield* fixtures.makeCard(goal, { runId: id })
        yield* store.finishStep(userId, id, runs.stepOf("commit/1"), { cards: [card], events: [runs.told("step")] })
        const call = yield* runs.makeCall(userId, { runId: id })
        yield* ledger.reserve(call, caps)
        yield* asWorker(sql)(sql`DELETE FROM runs WHERE id = ${id}`)
        assert.deepStrictEqual(yield* cards.get(userId, card.id), card)
        assert.strictEqual((yield* ledger.report(userId, { from: 0, to: 30_000 })).length, 1)
        for (const table of ["run_steps", "run_events"]) {
          assert.deepStrictEqual(yield* asWorker(sql)(sql`SELECT 1 FROM ${sql(table)} WHERE run_id = ${id}`), [])
        }
      })
    )

    it.effect(
      "are read by the indexes made for what is asked",
      () =>
        Effect.gen(function* () {
          const [store, ledger] = [yield* RunStore, yield* TokenLedger]
          const { goal, run, userId } = yield* newPast
          const { id } = run
          const reading = { events: store.events(userId, id, 0, 100), steps: store.steps(userId, id) }
          assert.deepStrictEqual(yield* readBy(store.list(userId, { goalId: goal.id, limit: 20 })), ["runs_of_goal"])
          assert.deepStrictEqual(yield* readBy(store.list(userId, { limit: 20 })), ["runs_pkey"])
          assert.deepStrictEqual(yield* readBy(reading.events), ["run_events_pkey"])
          assert.deepStrictEqual(yield* readBy(reading.steps), ["run_steps_pkey"])
          // So few are under way that either index of them will do.
          const [unfinished, ...more] = yield* readBy(store.unfinished(fixtures.january(9), 10))
          assert.deepStrictEqual(more, [])
          assert.oneOf(unfinished, ["runs_unfinished", "runs_unfinished_of_learner"])
          const beginning = yield* readBy(Effect.flatMap(runs.makeRun(userId), (next) => runs.beginning(next)))
          assert.include(beginning, "runs_begun")
          assert.notInclude(beginning, "runs")
          assert.deepStrictEqual(yield* readBy(ledger.report(userId, { from: 10_001, to: 10_010 })), [
            "model_calls_by_day"
          ])
          const call = yield* runs.makeCall(userId)
          const reserving = yield* readBy(ledger.reserve(call, caps))
          assert.includeMembers(reserving, ["budget_days_pkey", "model_calls_pkey"])
          assert.notIncludeMembers(reserving, ["budget_days", "model_calls"])
          assert.deepStrictEqual(yield* readBy(ledger.spent(userId, 20_458)), ["budget_days_pkey"])
          const longAgo = DateTime.makeUnsafe("2020-01-20T00:00:00Z")
          assert.include(yield* readBy(store.forget(longAgo)), "runs_remembered")
        }),
      60_000
    )
  })
