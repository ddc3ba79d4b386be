import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "./app.ts"
import { asLearner, newStranger } from "./me.ts"
import { ask, post } from "./ask.ts"
import { draftedGoal, grownGoal, newGoal } from "./prepared.ts"
import { assertInvalid, assertProblem } from "./problems.ts"

const nobodys = "00000000-0000-4000-8000-0000000000ff"
const generate = (body: unknown) => post("/api/flashcards/generate", body)

layer(App, { excludeTestServices: true })("/api/flashcards/generate", (it) => {
  it.effect("writes drafts and reports them", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const { status, text } = yield* generate({ goalId: goal.id })
        assert.strictEqual(status, 200)
        const report = JSON.parse(text)
        assert.deepStrictEqual([report.goalId, report.checkSkipped], [goal.id, null])
        assert.strictEqual(report.kept.length, 2, text)
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
        assert.strictEqual(JSON.parse(text).kept.length, 1)
      })
    )
  )

  it.effect("leaves out what is there already, and says so", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal } = yield* draftedGoal()
        const report = JSON.parse((yield* generate({ goalId: goal.id })).text)
        assert.deepStrictEqual([report.kept.length, report.leftOut.length], [0, drafts.length])
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
