import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { asLearner, newStranger } from "../me.ts"
import { ask, post } from "../ask.ts"
import { draftedGoal, grownGoal, newGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const nobodys = "00000000-0000-4000-8000-0000000000ff"
const send100 = (body: unknown, key: string) =>
  Array.from({ length: 100 }, () =>
    ask("/api/flashcards/generate", { method: "POST", body, headers: { "idempotency-key": key } })
  )

/** What a run came to, once it is over. */
const reportOf = Effect.fnUntraced(function* (run: string) {
  yield* ask(`/api/runs/${run}/events`)
  return JSON.parse((yield* ask(`/api/runs/${run}/report`)).text)
})

const generate = (body: unknown) => post("/api/flashcards/generate", body)

layer(App, { excludeTestServices: true })("/api/flashcards/generate", (it) => {
  it.effect("begins a run that writes drafts, and reports them", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const { status, text } = yield* generate({ goalId: goal.id })
        assert.strictEqual(status, 202)
        const run = JSON.parse(text)
        assert.deepInclude(run, { kind: "generation", goalId: goal.id, attempt: 1, failure: null })
        const report = yield* reportOf(run.id)
        assert.deepStrictEqual([report.goalId, report.checkSkipped], [goal.id, null])
        assert.strictEqual(report.kept.length, 2)
        const listed = yield* ask(`/api/flashcards?goalId=${goal.id}&status=draft`)
        assert.deepStrictEqual(JSON.parse(listed.text).flashcards, report.kept)
      })
    )
  )

  it.effect("writes for one skill no more than it is asked for", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal, tree } = yield* grownGoal()
        const { text } = yield* generate({ goalId: goal.id, nodeId: tree.nodes[0]?.id, count: 1 })
        assert.strictEqual((yield* reportOf(JSON.parse(text).id)).kept.length, 1)
      })
    )
  )

  it.effect("leaves out what is there already, and says so", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal } = yield* draftedGoal()
        const report = yield* reportOf(JSON.parse((yield* generate({ goalId: goal.id })).text).id)
        assert.deepStrictEqual([report.kept.length, report.leftOut.length], [0, drafts.length])
      })
    )
  )

  it.effect("begins one run, however often the same request is sent at once", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const send = send100({ goalId: goal.id }, "one")
        const begun = (yield* Effect.all(send, { concurrency: "unbounded" })).map(({ text }) => JSON.parse(text).id)
        assert.strictEqual(begun.length, 100)
        assert.strictEqual(new Set(begun).size, 1)
        const [first = Effect.die("none")] = send100({ goalId: goal.id, count: 3 }, "one")
        assertProblem(yield* first, "idempotency_key_reused")
      })
    )
  )

  it.effect("says what is missing", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: goalId } = yield* newGoal()
        assertProblem(yield* generate({ goalId }), "skill_tree_not_found")
        assertProblem(yield* generate({ goalId: nobodys }), "goal_not_found")
        assertProblem(yield* generate({ goalId: (yield* grownGoal(yield* newStranger)).goal.id }), "goal_not_found")
        const { goal } = yield* grownGoal()
        assertProblem(yield* generate({ goalId: goal.id, nodeId: nobodys }), "skill_node_not_found")
        for (const count of [0, 21, 2.5, "5"]) {
          assertInvalid(yield* generate({ goalId: goal.id, count }), "body.count")
        }
      })
    )
  )
})
