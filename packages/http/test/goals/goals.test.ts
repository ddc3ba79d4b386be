import { assert, layer } from "@effect/vitest"
import { Goals, GoalTitle } from "@loopi/core"
import { Effect } from "effect"
import { App, Limited } from "../app.ts"
import { asLearner, newStranger, Me } from "../me.ts"
import { ask, list, post } from "../ask.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const nobodys = "00000000-0000-4000-8000-0000000000ff"

layer(App, { excludeTestServices: true })("/api/goals", (it) => {
  it.effect("creates a goal that it then gives and lists", () =>
    asLearner(
      Effect.gen(function* () {
        const created = yield* post("/api/goals", { title: "  Read a weather map ", description: "Fronts." })
        assert.strictEqual(created.status, 201)
        assert.strictEqual(created.json["title"], "Read a weather map")
        assert.strictEqual(created.json["userId"], yield* Me)
        const given = yield* ask(`/api/goals/${String(created.json["id"])}`)
        assert.strictEqual(given.status, 200)
        const { run, ...goal } = created.json
        assert.isNull(run)
        assert.deepStrictEqual(given.json, goal)
        assert.deepInclude((yield* list("/api/goals")).items, goal)
      })
    )
  )

  it.effect("archives a goal and restores it", () =>
    asLearner(
      Effect.gen(function* () {
        const { json } = yield* post("/api/goals", { title: "Tie knots" })
        const archived = yield* post(`/api/goals/${String(json["id"])}/archive`, undefined)
        assert.deepStrictEqual([archived.status, archived.json["status"]], [200, "archived"])
        const restored = yield* post(`/api/goals/${String(json["id"])}/restore`, undefined)
        assert.deepStrictEqual([restored.status, restored.json["status"]], [200, "active"])
      })
    )
  )

  it.effect("finds the goal that means the same as one about to be started", () =>
    asLearner(
      Effect.gen(function* () {
        const { json } = yield* post("/api/goals", { title: "Understand ocean currents" })
        const checked = yield* post("/api/goals/check-duplicate", { title: "Understand ocean currents" })
        assert.strictEqual(checked.status, 200)
        assert.strictEqual(checked.json["checkSkipped"], null)
        assert.deepInclude(JSON.parse(checked.text).duplicates[0].goal, { id: json["id"] })
      })
    )
  )

  it.effect("says so when a title is too short to compare", () =>
    asLearner(
      Effect.gen(function* () {
        const checked = yield* post("/api/goals/check-duplicate", { title: "Go" })
        assert.deepStrictEqual(checked.json, { duplicates: [], checkSkipped: "content_too_short" })
      })
    )
  )

  it.effect("names every field that is wrong", () =>
    asLearner(
      Effect.gen(function* () {
        assertInvalid(yield* post("/api/goals", {}), "body.title")
        assertInvalid(yield* post("/api/goals", { title: " \n\t" }), "body.title")
        assertInvalid(yield* post("/api/goals", { title: "a\u0000b" }), "body.title")
        assertInvalid(yield* post("/api/goals", { title: "x".repeat(201) }), "body.title")
        assertInvalid(yield* post("/api/goals", { title: 7, description: false }), "body.description", "body.title")
        assertInvalid(yield* post("/api/goals", { title: "Sail", titel: "Sail" }), "body.titel")
        assertInvalid(yield* post("/api/goals/check-duplicate", { title: null }), "body.title")
        assertInvalid(yield* ask("/api/goals", { method: "POST", raw: '{"title":"\\ud800"}' }), "body.title")
      })
    )
  )

  it.effect("refuses ids that are none", () =>
    asLearner(
      Effect.gen(function* () {
        assertInvalid(yield* ask("/api/goals/seven"), "params.id")
        assertInvalid(yield* post("/api/goals/seven/archive", undefined), "params.id")
        assertInvalid(yield* post("/api/goals/%00/restore", undefined), "params.id")
      })
    )
  )

  it.effect("answers for someone else's goal as for one nobody has, to the byte", () =>
    asLearner(
      Effect.gen(function* () {
        const goals = yield* Goals
        const stranger = yield* newStranger
        const theirs = yield* goals.create(stranger, { title: GoalTitle.make("Keep a secret") })
        for (const [method, path] of [
          ["GET", ""],
          ["POST", "/archive"],
          ["POST", "/restore"],
          ["GET", "/notes"],
          ["GET", "/skill-tree"],
          ["POST", "/skill-tree"],
          ["GET", "/skill-tree/versions"],
          ["GET", "/skill-tree/versions/1"],
          ["POST", "/skill-tree/versions/1/restore"]
        ] as const) {
          const headers = { "x-request-id": "the-same" }
          const hidden = yield* ask(`/api/goals/${theirs.id}${path}`, { method, headers })
          const missing = yield* ask(`/api/goals/${nobodys}${path}`, { method, headers })
          assertProblem(hidden, "goal_not_found")
          assert.strictEqual(hidden.text, missing.text)
        }
        assert.strictEqual((yield* goals.get(stranger, theirs.id)).status, "active")
      })
    )
  )
})

layer(Limited, { excludeTestServices: true })("/api/goals, with six of them", (it) => {
  it.effect("refuses the seventh and says how many there may be", () =>
    asLearner(
      Effect.gen(function* () {
        for (let i = 0; i < 6; i++) yield* post("/api/goals", { title: `Goal ${i}` })
        const seventh = yield* post("/api/goals", { title: "One too many" })
        assertProblem(seventh, "goal_limit_reached")
        assert.include(String(seventh.json["detail"]), "6 active goals")
      })
    )
  )
})
