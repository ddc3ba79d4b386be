import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { asLearner, newStranger } from "../me.ts"
import { ask, list, post } from "../ask.ts"
import { draftedGoal, newCard, newGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

layer(App, { excludeTestServices: true })("/api/progress", (it) => {
  it.effect("adds up what was done today", () =>
    asLearner(
      Effect.gen(function* () {
        const { goalId, id: cardId } = yield* newCard()
        yield* post("/api/study/rate", { cardId, rating: 4, version: 0, durationMs: 1_000 })
        const stats = yield* ask(`/api/progress/stats?goalId=${goalId}&days=3`)
        assert.strictEqual(stats.status, 200)
        const { cards, forecast, goals, today } = JSON.parse(stats.text)
        assert.deepStrictEqual([cards.new, cards.review, forecast.length, goals.length], [0, 1, 3, 1])
        assert.strictEqual(today.introduced, 1)
        const ahead = yield* list(`/api/progress/forecast?goalId=${goalId}&days=3`)
        assert.deepStrictEqual<unknown>(ahead.items, forecast)
        const { items } = yield* list("/api/progress/history?days=1")
        assert.deepInclude(items[0], { reviews: 1, durationMs: 1_000 })
        assert.deepStrictEqual((yield* list("/api/progress/history")).items, items)
      })
    )
  )

  it.effect("shows what was answered, page by page", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: cardId } = yield* newCard()
        for (const version of [0, 1, 2]) {
          const rated = yield* post("/api/study/rate", { cardId, rating: 3, version })
          assert.strictEqual(rated.status, 200)
        }
        const first = yield* ask("/api/progress/reviews?limit=2")
        const second = yield* ask(`/api/progress/reviews?limit=2&cursor=${String(first.json["next"])}`)
        const answered = [...JSON.parse(first.text).answered, ...JSON.parse(second.text).answered]
        assert.deepStrictEqual(
          answered.map(({ version }) => version),
          [3, 2, 1]
        )
        assert.deepInclude(answered[2], { cardId, rating: 3, phase: "new", predicted: null })
        assert.isNull(second.json["next"])
        const elsewhere = `/api/flashcards?cursor=${String(first.json["next"])}`
        assertProblem(yield* ask(elsewhere), "invalid_cursor")
      })
    )
  )

  it.effect("shows the mastery of every skill", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal, tree } = yield* draftedGoal()
        yield* post("/api/flashcards/approve", { goalId: goal.id })
        const mastery = yield* ask(`/api/progress/mastery?goalId=${goal.id}`)
        const nodes = [{ nodeId: tree.nodes[0]?.id, mastery: 0, cards: drafts.length, inReview: 0, complete: false }]
        assert.deepStrictEqual(mastery.json, { mastery: 0, nodes })
      })
    )
  )

  it.effect("refuses spans of days that are none, and goals of others", () =>
    asLearner(
      Effect.gen(function* () {
        for (const days of ["0", "366", "-1", "week"]) {
          assertInvalid(yield* ask(`/api/progress/stats?days=${days}`), "query.days")
          assertInvalid(yield* ask(`/api/progress/history?days=${days}`), "query.days")
        }
        assertInvalid(yield* ask("/api/progress/mastery"), "query.goalId")
        const { id } = yield* newGoal(yield* newStranger)
        assertProblem(yield* ask(`/api/progress/mastery?goalId=${id}`), "goal_not_found")
        assertProblem(yield* ask(`/api/progress/stats?goalId=${id}`), "goal_not_found")
      })
    )
  )
})
