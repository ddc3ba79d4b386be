import { assert, layer } from "@effect/vitest"
import { Flashcards } from "@loopi/core"
import { Effect } from "effect"
import { App } from "../app.ts"
import { asLearner, newStranger } from "../me.ts"
import { ask, post } from "../ask.ts"
import { draftedGoal, newCard, newGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const nobodys = "00000000-0000-4000-8000-0000000000ff"
const sides = { question: "What is a trough?", answer: "A long region of low pressure." }

layer(App, { excludeTestServices: true })("/api/flashcards", (it) => {
  it.effect("adds a card that it then gives, and takes it away again", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: goalId } = yield* newGoal()
        const added = yield* post("/api/flashcards", { goalId, ...sides })
        assert.deepStrictEqual([added.status, added.json["status"]], [201, "active"])
        const path = `/api/flashcards/${String(added.json["id"])}`
        assert.deepStrictEqual((yield* ask(path)).json, added.json)
        const gone = yield* ask(path, { method: "DELETE" })
        assert.deepStrictEqual([gone.status, gone.text], [204, ""])
        assertProblem(yield* ask(path), "flashcard_not_found")
      })
    )
  )

  it.effect("lists page by page until there is no next one", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: goalId } = yield* newGoal()
        const questions = ["What is a ridge of pressure?", "What is a squall line?", "What is virga, in short?"]
        for (const question of questions) yield* post("/api/flashcards", { goalId, question, answer: "A phenomenon." })
        const first = yield* ask(`/api/flashcards?goalId=${goalId}&limit=2`)
        const next = String(first.json["next"])
        const second = yield* ask(`/api/flashcards?goalId=${goalId}&limit=2&cursor=${next}`)
        const pages = [first, second].map(({ text }) => JSON.parse(text))
        assert.deepStrictEqual(
          pages.flatMap(({ flashcards }) => flashcards.map((card: { readonly question: string }) => card.question)),
          questions
        )
        assert.deepStrictEqual([pages[0].flashcards.length, pages[1].next], [2, null])
        const whole = yield* ask(`/api/flashcards?goalId=${goalId}&limit=3`)
        assert.strictEqual(whole.json["next"], null)
        const elsewhere = yield* ask(`/api/runs?cursor=${next}`)
        assertProblem(elsewhere, "invalid_cursor")
        const stranger = yield* newStranger
        const stolen = yield* ask(`/api/flashcards?cursor=${next}`, {
          headers: { authorization: `Bearer ${stranger}` }
        })
        assertProblem(stolen, "invalid_cursor")
      })
    )
  )

  it.effect("lists by skill and by status", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal, tree } = yield* draftedGoal()
        const [node] = tree.nodes
        const ofNode = yield* ask(`/api/flashcards?goalId=${goal.id}&nodeId=${String(node?.id)}&status=draft`)
        assert.strictEqual(JSON.parse(ofNode.text).flashcards.length, drafts.length)
        const active = yield* ask(`/api/flashcards?goalId=${goal.id}&status=active`)
        assert.deepStrictEqual(active.json, { flashcards: [], next: null })
      })
    )
  )

  it.effect("refuses pages that are none", () =>
    asLearner(
      Effect.gen(function* () {
        for (const limit of ["0", "101", "ten", "1.5", "", "1e1000"]) {
          assertInvalid(yield* ask(`/api/flashcards?limit=${limit}`), "query.limit")
        }
        assertInvalid(yield* ask("/api/flashcards?after=x&status=lost"), "query.after", "query.status")
        assertInvalid(yield* ask("/api/flashcards?goalID=x"), "query.goalID")
      })
    )
  )

  it.effect("refuses cards without a place, or with too little to say", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: goalId } = yield* newGoal()
        assertInvalid(
          yield* post("/api/flashcards", { goalId, question: "Why?", answer: "So" }),
          "body.answer",
          "body.question"
        )
        assertProblem(yield* post("/api/flashcards", { goalId: nobodys, ...sides }), "goal_not_found")
        assertProblem(yield* post("/api/flashcards", { goalId, nodeId: nobodys, ...sides }), "skill_node_not_found")
      })
    )
  )

  it.effect("finds the card that asks the same", () =>
    asLearner(
      Effect.gen(function* () {
        const card = yield* newCard()
        const checked = yield* post("/api/flashcards/check-duplicate", { question: card.question, answer: card.answer })
        assert.strictEqual(checked.status, 200)
        assert.strictEqual(JSON.parse(checked.text).duplicates[0].rule, "same_text")
        const short = yield* post("/api/flashcards/check-duplicate", { question: "Virga?", answer: "Rain" })
        assert.deepStrictEqual(short.json, { duplicates: [], checkSkipped: "content_too_short" })
      })
    )
  )

  it.effect("approves the drafts that are named, once", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts } = yield* draftedGoal()
        const ids = drafts.map(({ id }) => id)
        assert.isAbove(ids.length, 0)
        assert.deepStrictEqual((yield* post("/api/flashcards/approve", { ids })).json, { approved: ids.length })
        assert.deepStrictEqual((yield* post("/api/flashcards/approve", { ids })).json, { approved: 0 })
      })
    )
  )

  it.effect("asks which drafts, where none are named", () =>
    asLearner(
      Effect.gen(function* () {
        const approve = yield* post("/api/flashcards/approve", {})
        assertInvalid(approve, "body")
        assert.include(approve.text, "Expected one of ids, goalId")
        assertInvalid(yield* post("/api/flashcards/drafts/discard", {}), "body")
      })
    )
  )

  it.effect("approves all drafts of a goal", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal } = yield* draftedGoal()
        const approved = yield* post("/api/flashcards/approve", { goalId: goal.id })
        assert.deepStrictEqual(approved.json, { approved: drafts.length })
        assertProblem(yield* post("/api/flashcards/approve", { goalId: nobodys }), "goal_not_found")
        assertInvalid(yield* post("/api/flashcards/approve", { ids: [] }), "body.ids")
      })
    )
  )

  it.effect("leaves someone else's cards as they are", () =>
    asLearner(
      Effect.gen(function* () {
        const cards = yield* Flashcards
        const stranger = yield* newStranger
        const theirs = yield* newCard(stranger)
        const headers = { "x-request-id": "the-same" }
        const hidden = yield* ask(`/api/flashcards/${theirs.id}`, { headers })
        assertProblem(hidden, "flashcard_not_found")
        assert.strictEqual(hidden.text, (yield* ask(`/api/flashcards/${nobodys}`, { headers })).text)
        assert.strictEqual((yield* ask(`/api/flashcards/${theirs.id}`, { method: "DELETE" })).status, 204)
        assert.deepStrictEqual((yield* post("/api/flashcards/approve", { ids: [theirs.id] })).json, { approved: 0 })
        assert.deepStrictEqual((yield* ask(`/api/flashcards?goalId=${theirs.goalId}`)).json, {
          flashcards: [],
          next: null
        })
        assert.deepStrictEqual(yield* cards.get(stranger, theirs.id), theirs)
      })
    )
  )
})
