import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { asLearner } from "../me.ts"
import { ask, list, post } from "../ask.ts"
import { noteText } from "../noteAuthors.ts"
import { grownGoal, newGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

layer(App, { excludeTestServices: true })("/api/goals/:id/notes and skill-tree", (it) => {
  it.effect("keeps a note and lists it without its text", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        const added = yield* post(`/api/goals/${id}/notes`, { name: "fronts.md", text: noteText })
        assert.strictEqual(added.status, 201)
        assert.notProperty(added.json, "text")
        assert.deepStrictEqual((yield* list(`/api/goals/${id}/notes`)).items, [added.json])
      })
    )
  )

  it.effect("refuses notes that nothing can be learned from, and says why", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        const blank = yield* post(`/api/goals/${id}/notes`, { name: "blank.md", text: " \n" })
        assertProblem(blank, "note_refused")
        assert.strictEqual(blank.json["detail"], "The note is blank.")
        const binary = yield* post(`/api/goals/${id}/notes`, { name: "photo.png", text: "\u0000" })
        assert.strictEqual(binary.json["detail"], "The note is not text.")
        assertInvalid(yield* post(`/api/goals/${id}/notes`, { name: "", text: 3 }), "body.name", "body.text")
      })
    )
  )

  it.effect("grows a tree that it then gives", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        yield* post(`/api/goals/${id}/notes`, { name: "fronts.md", text: noteText })
        const grown = yield* post(`/api/goals/${id}/skill-tree`, undefined)
        assert.strictEqual(grown.status, 200)
        assert.strictEqual(JSON.parse(grown.text).nodes[0].title, "Fronts")
        assert.deepStrictEqual((yield* ask(`/api/goals/${id}/skill-tree`)).json, grown.json)
      })
    )
  )

  it.effect("counts the versions of a tree, where anything differs", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const same = yield* post(`/api/goals/${goal.id}/skill-tree`, undefined)
        assert.strictEqual(same.json["version"], 1)
        yield* post(`/api/goals/${goal.id}/notes`, { name: "more.md", text: "# Pressure\n" })
        const again = yield* post(`/api/goals/${goal.id}/skill-tree`, undefined)
        assert.strictEqual(again.json["version"], 2)
      })
    )
  )

  it.effect("says that there is no tree, or nothing to grow one from", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        assertProblem(yield* ask(`/api/goals/${id}/skill-tree`), "skill_tree_not_found")
        assertProblem(yield* post(`/api/goals/${id}/skill-tree`, undefined), "nothing_to_read")
      })
    )
  )

  it.effect("refuses a tree that breaks a rule, and keeps the present one", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        yield* post(`/api/goals/${goal.id}/notes`, { name: "twice.md", text: "# Fronts\n" })
        const refused = yield* post(`/api/goals/${goal.id}/skill-tree`, undefined)
        assertProblem(refused, "skill_tree_refused")
        assert.include(String(refused.json["detail"]), "same_title_twice")
        assert.strictEqual((yield* ask(`/api/goals/${goal.id}/skill-tree`)).json["version"], 1)
      })
    )
  )
})
