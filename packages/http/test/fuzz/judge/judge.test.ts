/**
 * What the fuzzer takes for a fault: a judge who finds nothing wrong would never be found out.
 */
import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@loopi/core"
import { problemContentType } from "@loopi/http"
import { operations } from "../document/operations.ts"
import type { Draft } from "../drafts/Draft.ts"
import { sentOf } from "../world/sent.ts"
import type { Learner } from "../world/World.ts"
import { judge } from "./judge.ts"
import type { Told } from "./Told.ts"

const learner = (id: string): Learner => ({
  userId: UserId.make(`00000000-0000-7000-8000-0000000000${id}`),
  known: new Map([["goal", [`00000000-0000-7000-8000-00000000${id}01`]]]),
  named: new Set()
})

const world = { own: learner("0a"), other: learner("0b") }

const asking: Draft = { as: "own", params: [], query: [], headers: [], tail: "", body: undefined, damage: "none" }

const answer = (status: number, json: unknown, headers: Record<string, string> = {}): Told => ({
  status,
  json,
  text: json === undefined ? "" : JSON.stringify(json),
  headers: new Headers({ "content-type": "application/json", "x-request-id": "r", ...headers })
})

const problem = (status: number, code: string) =>
  answer(
    status,
    { type: `urn:problem-type:loopi:${code}`, title: "", status, detail: "", code, requestId: "r" },
    { "content-type": problemContentType }
  )

const goal = {
  id: "00000000-0000-7000-8000-000000000a01",
  userId: world.own.userId,
  title: "Sail",
  description: "",
  status: "active",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z"
}

const faults = (id: string, draft: Partial<Draft>, told: Told): string => {
  const operation = operations.find((one) => one.id === id) ?? assert.fail(id)
  return judge(operation, sentOf(operation, { ...asking, ...draft }, world), told, world).join("; ")
}

const own = { params: [["id", "{{own.goal}}"] as const] }

describe("an answer", () => {
  it("that is as documented has no fault", () => {
    assert.strictEqual(faults("getGoal", own, answer(200, goal)), "")
    assert.strictEqual(faults("getGoal", own, problem(404, "goal_not_found")), "")
    assert.strictEqual(faults("createGoal", { body: {} }, problem(400, "invalid_input")), "")
  })

  it("has a fault where its status, type, body or name is not the documented one", () => {
    assert.include(faults("getGoal", own, problem(500, "internal_error")), "gave way")
    assert.include(faults("getGoal", own, problem(409, "goal_conflict")), "409 is not documented")
    assert.include(faults("getGoal", own, problem(404, "flashcard_not_found")), "not as documented")
    assert.include(faults("getGoal", own, answer(200, { ...goal, title: 1 })), "not as documented")
    assert.include(faults("getGoal", own, answer(200, { ...goal, secret: "x" })), "not as documented")
    assert.include(faults("getGoal", own, answer(200, goal, { "content-type": "text/html" })), "text/html")
    assert.include(faults("getGoal", own, answer(200, goal, { "x-request-id": "" })), "no x-request-id")
    assert.include(faults("getGoal", own, answer(404, {})), "no problem")
    assert.include(faults("getGoal", own, problem(404, "route_not_found")), "not reached")
  })

  it("has a fault where it takes what does not decode, or refuses what does", () => {
    const made = answer(201, { ...goal, run: null })
    for (const body of [{}, { title: 1 }, { title: "Sail", extra: 1 }, { title: " " }, []]) {
      assert.include(faults("createGoal", { body }, made), "although")
    }
    assert.include(faults("createGoal", { body: { title: "Sail" }, damage: "not UTF-8" }, made), "although")
    assert.include(faults("createGoal", { body: { title: "Sail" }, damage: "as text" }, made), "although")
    assert.include(faults("getGoal", { params: [["id", "7"]] }, answer(200, goal)), "although")
    assert.include(faults("createGoal", { body: { title: "Sail" } }, problem(400, "invalid_input")), "it decodes")
  })

  it("has a fault where it tells of somebody else's, unless the learner named it", () => {
    const theirs = { ...goal, title: world.other.known.get("goal")?.[0] }
    assert.include(faults("getGoal", own, answer(200, theirs)), "somebody else's")
    assert.strictEqual(faults("changeGoal", { ...own, body: { title: "{{other.goal}}" } }, answer(200, theirs)), "")
    assert.strictEqual(faults("getGoal", own, answer(200, theirs)), "")
    assert.include(faults("getGoal", own, answer(200, { ...goal, id: theirs.title })), "somebody else's")
  })
})
