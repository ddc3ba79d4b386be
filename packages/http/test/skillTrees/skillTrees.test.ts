import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { ask, list, post } from "../ask.ts"
import { asLearner } from "../me.ts"
import { grownGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const put = (path: string, body: unknown) => ask(path, { method: "PUT", body })
const patch = (path: string, body: unknown) => ask(path, { method: "PATCH", body })

/** A goal whose tree has two skills. */
const grown = Effect.gen(function* () {
  const { goal } = yield* grownGoal()
  yield* post(`/api/goals/${goal.id}/notes`, { name: "more.md", text: "# Pressure\n" })
  const path = `/api/goals/${goal.id}/skill-tree`
  const { text } = yield* post(path, undefined)
  const ids: ReadonlyArray<string> = JSON.parse(text).nodes.map(({ id }: { id: string }) => id)
  const [fronts = "", pressure = ""] = ids
  return { goal, path, fronts, pressure }
})

layer(App, { excludeTestServices: true })("/api/goals/:id/skill-tree", (it) => {
  it.effect("tells in a dry run what would come of writing it anew, and then does it", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal, path } = yield* grown
        yield* post(`/api/goals/${goal.id}/notes`, { name: "clouds.md", text: "# Clouds\n" })
        const told = yield* post(`${path}/regenerate`, { dryRun: true })
        assert.strictEqual(told.status, 200)
        assert.deepInclude(told.json, { changed: true })
        assert.deepStrictEqual(JSON.parse(told.text).diff.added, [{ title: "Clouds", path: ["Clouds"] }])
        assert.strictEqual((yield* ask(path)).json["version"], 2)

        const done = yield* post(`${path}/regenerate`, {})
        assert.deepStrictEqual(done.json["diff"], told.json["diff"])
        assert.deepStrictEqual((yield* ask(path)).json, done.json["tree"])
        assert.deepInclude((yield* post(`${path}/regenerate`, { dryRun: false })).json, { changed: false })
        assertInvalid(yield* post(`${path}/regenerate`, { dryRun: "yes" }), "body.dryRun")
      })
    )
  )

  it.effect("lists, gives and goes back to versions", () =>
    asLearner(
      Effect.gen(function* () {
        const { path } = yield* grown
        const { items } = yield* list(`${path}/versions`)
        assert.deepStrictEqual(
          items.map(({ skills, unlinked, version }) => [version, skills, unlinked]),
          [
            [2, 2, 0],
            [1, 1, 0]
          ]
        )
        const first = yield* ask(`${path}/versions/1`)
        assert.strictEqual(JSON.parse(first.text).nodes.length, 1)
        const back = yield* post(`${path}/versions/1/restore`, undefined)
        assert.deepStrictEqual([back.status, back.json["version"], back.json["nodes"]], [200, 3, first.json["nodes"]])
        assertProblem(yield* ask(`${path}/versions/9`), "skill_tree_version_not_found")
        assertProblem(yield* post(`${path}/versions/9/restore`, undefined), "skill_tree_version_not_found")
        assertInvalid(yield* ask(`${path}/versions/0`), "params.version")
        assertInvalid(yield* ask(`${path}/versions/last`), "params.version")
      })
    )
  )

  it.effect("says which skills build on which, and never in a circle", () =>
    asLearner(
      Effect.gen(function* () {
        const { fronts, path, pressure } = yield* grown
        const prerequisites = [{ nodeId: fronts, requiresId: pressure }]
        const said = yield* put(`${path}/prerequisites`, { prerequisites })
        assert.deepStrictEqual([said.json["version"], said.json["prerequisites"]], [3, prerequisites])
        const circle = [...prerequisites, { nodeId: pressure, requiresId: fronts }]
        assertProblem(yield* put(`${path}/prerequisites`, { prerequisites: circle }), "skill_tree_refused")
        assertInvalid(
          yield* put(`${path}/prerequisites`, { prerequisites: [{}] }),
          "body.prerequisites.0.nodeId",
          "body.prerequisites.0.requiresId"
        )
      })
    )
  )

  it.effect("switches a skill off and renames it", () =>
    asLearner(
      Effect.gen(function* () {
        const { fronts, path } = yield* grown
        const changed = yield* patch(`${path}/nodes/${fronts}`, { enabled: false, title: "Weather fronts" })
        assert.deepInclude(JSON.parse(changed.text).nodes[0], { enabled: false, title: "Weather fronts" })
        assertProblem(yield* patch(`${path}/nodes/${fronts}`, { title: "pressure" }), "skill_tree_refused")
        const { goal } = yield* grownGoal()
        const elsewhere = yield* patch(`/api/goals/${goal.id}/skill-tree/nodes/${fronts}`, { enabled: false })
        assertProblem(elsewhere, "skill_node_not_found")
      })
    )
  )
})
