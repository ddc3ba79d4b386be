/**
 * Versions of what is kept: what was read already is not sent again, and what somebody changed is not overwritten.
 */
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { ask, type Asked } from "../ask.ts"
import { asLearner } from "../me.ts"
import { grownGoal, newCard, newGoal } from "../prepared.ts"
import { assertProblem } from "../problems.ts"

const etagOf = (path: string) => Effect.map(ask(path), ({ headers }) => headers["etag"] ?? "")

const change = (path: string, body: unknown, match?: string, method = "PATCH") =>
  ask(path, { method, body, headers: match === undefined ? {} : { "if-match": match } })

layer(App, { excludeTestServices: true })("a version", (it) => {
  it.effect("is told of goals, cards and trees, which are not sent again to those who have it", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const card = yield* newCard()
        for (const path of [
          `/api/goals/${goal.id}`,
          `/api/goals/${goal.id}/skill-tree`,
          `/api/flashcards/${card.id}`
        ]) {
          const etag = yield* etagOf(path)
          assert.match(etag, /^"[0-9a-z]+"$/)
          for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
            const again = yield* ask(path, { headers: { "if-none-match": known } })
            assert.deepStrictEqual([again.status, again.text, again.headers["etag"]], [304, "", etag])
            assert.isString(again.headers["x-request-id"])
          }
          assert.strictEqual((yield* ask(path, { headers: { "if-none-match": '"other"' } })).status, 200)
        }
      })
    )
  )

  it.effect("is told by whatever brings it about", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const card = yield* newCard()
        const told: ReadonlyArray<readonly [string, string, Asked]> = [
          [`/api/goals/${goal.id}/skill-tree`, `/api/goals/${goal.id}/skill-tree`, { method: "POST" }],
          [`/api/goals/${goal.id}`, `/api/goals/${goal.id}/archive`, { method: "POST" }],
          [`/api/goals/${goal.id}`, `/api/goals/${goal.id}/restore`, { method: "POST" }],
          [
            `/api/flashcards/${card.id}`,
            `/api/flashcards/${card.id}`,
            { method: "PATCH", body: { answer: "Another one, and a better one." } }
          ]
        ]
        for (const [read, path, asked] of told) {
          const { headers, status, text } = yield* ask(path, asked)
          assert.strictEqual(status, 200, text)
          assert.strictEqual(headers["etag"], yield* etagOf(read), path)
        }
      })
    )
  )

  it.effect("that was seen is changed once, and not again by those who saw it too", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        const path = `/api/goals/${id}`
        const seen = yield* etagOf(path)
        const changed = yield* change(path, { title: "Read a weather map at sea", status: "paused" }, seen)
        assert.deepInclude(changed.json, { title: "Read a weather map at sea", status: "paused" })
        assert.strictEqual(changed.headers["etag"], yield* etagOf(path))
        assertProblem(yield* change(path, { title: "Bake bread" }, seen), "precondition_failed")
        assert.strictEqual((yield* change(path, { description: "At sea." }, changed.headers["etag"])).status, 200)
        for (const any of [undefined, "*"]) {
          assert.strictEqual((yield* change(path, { title: "Sail" }, any)).status, 200)
        }
        // Only who reads can be told that they know it already.
        const asked = { method: "PATCH", body: { title: "Sail" }, headers: { "if-none-match": "*" } }
        assert.strictEqual((yield* ask(path, asked)).status, 200)
      })
    )
  )

  it.effect("of a card that was seen is removed, and no other", () =>
    asLearner(
      Effect.gen(function* () {
        const path = `/api/flashcards/${(yield* newCard()).id}`
        const seen = yield* etagOf(path)
        const changed = yield* change(path, { answer: "A line through places of equal pressure" }, seen)
        assertProblem(yield* change(path, undefined, seen, "DELETE"), "precondition_failed")
        assert.strictEqual((yield* ask(path)).status, 200)
        assert.strictEqual((yield* change(path, undefined, changed.headers["etag"], "DELETE")).status, 204)
        assertProblem(yield* ask(path), "flashcard_not_found")
        assertProblem(yield* change(path, undefined, seen, "DELETE"), "precondition_failed")
      })
    )
  )

  it.effect("that nobody ever had is that of nothing", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        for (const junk of ['"junk!"', "junk", "", '""', 'W/"abc"', '"zzzzzzzzz"', '"0"']) {
          assertProblem(yield* change(`/api/goals/${id}`, { title: "Bake bread" }, junk), "precondition_failed")
        }
      })
    )
  )

  it.effect("of a card or a tree is insisted on alike", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal, tree } = yield* grownGoal()
        const card = yield* newCard()
        const node = `/api/goals/${goal.id}/skill-tree/nodes/${String(tree.nodes[0]?.id)}`
        const seenCard = yield* etagOf(`/api/flashcards/${card.id}`)
        const seenTree = yield* etagOf(`/api/goals/${goal.id}/skill-tree`)
        const question = { question: "What is an isobar, in one line?" }
        assert.strictEqual((yield* change(`/api/flashcards/${card.id}`, question, seenCard)).status, 200)
        assertProblem(yield* change(`/api/flashcards/${card.id}`, question, seenCard), "precondition_failed")
        assert.strictEqual((yield* change(node, { enabled: false }, seenTree)).status, 200)
        assertProblem(yield* change(node, { enabled: true }, seenTree), "precondition_failed")
        const prerequisites = `/api/goals/${goal.id}/skill-tree/prerequisites`
        assertProblem(yield* change(prerequisites, { prerequisites: [] }, seenTree, "PUT"), "precondition_failed")
      })
    )
  )

  it.effect("is read and changed by only one of ten who saw the same", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* newGoal()
        const seen = yield* etagOf(`/api/goals/${id}`)
        const answers = yield* Effect.forEach(
          Array.from({ length: 10 }, (_, i) => `Goal number ${i}`),
          (title) => change(`/api/goals/${id}`, { title }, seen),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(answers.map(({ status }) => String(status)).toSorted(), ["200", ...Array(9).fill("412")])
      })
    )
  )
})
