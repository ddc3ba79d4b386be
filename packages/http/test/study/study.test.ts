import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { asLearner, newStranger } from "../me.ts"
import { ask, post } from "../ask.ts"
import { draftedGoal, newCard } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const nobodys = "00000000-0000-4000-8000-0000000000ff"

layer(App, { excludeTestServices: true })("/api/study", (it) => {
  it.effect("asks a new card with what each rating would do", () =>
    asLearner(
      Effect.gen(function* () {
        const card = yield* newCard()
        const due = yield* ask(`/api/study/due?goalId=${card.goalId}&limit=5`)
        assert.strictEqual(due.status, 200)
        const { cards, nextAt } = JSON.parse(due.text)
        assert.strictEqual(nextAt, null)
        assert.strictEqual(cards[0].card.id, card.id)
        assert.strictEqual(cards[0].schedule.version, 0)
        assert.deepStrictEqual(
          cards[0].previews.map((it: { readonly rating: number }) => it.rating),
          [1, 2, 3, 4]
        )
      })
    )
  )

  it.effect("rates a card and takes the rating back", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: cardId } = yield* newCard()
        const rated = yield* post("/api/study/rate", { cardId, rating: 3, version: 0, durationMs: 4_200 })
        assert.strictEqual(rated.status, 200)
        const { schedule } = JSON.parse(rated.text)
        assert.deepStrictEqual([schedule.version, schedule.reps], [1, 1])
        const undone = JSON.parse((yield* post("/api/study/undo", { cardId, version: 1 })).text)
        assert.deepStrictEqual([undone.schedule.version, undone.schedule.phase], [2, "new"])
        assertProblem(yield* post("/api/study/undo", { cardId, version: 2 }), "nothing_to_undo")
      })
    )
  )

  it.effect("counts two ratings at once of the same version as one", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: cardId } = yield* newCard()
        const click = post("/api/study/rate", { cardId, rating: 3, version: 0 })
        const answers = yield* Effect.all([click, click], { concurrency: 2 })
        assert.deepStrictEqual(
          answers.map(({ status }) => status).toSorted((a, b) => a - b),
          [200, 409]
        )
        for (const refused of answers.filter(({ status }) => status === 409))
          assertProblem(refused, "schedule_conflict")
      })
    )
  )

  it.effect("refuses ratings out of the future", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: cardId } = yield* newCard()
        const future = { cardId, rating: 3, version: 0, reviewedAt: "2999-01-01T00:00:00Z" }
        assertProblem(yield* post("/api/study/rate", future), "review_in_future")
      })
    )
  )

  it.effect("names every field of a rating that is wrong", () =>
    asLearner(
      Effect.gen(function* () {
        const wrong = { cardId: 1, rating: 5, version: -1, reviewedAt: "noon", durationMs: 1.5, extra: true }
        assertInvalid(
          yield* post("/api/study/rate", wrong),
          "body.cardId",
          "body.durationMs",
          "body.extra",
          "body.rating",
          "body.reviewedAt",
          "body.version"
        )
        assertInvalid(yield* post("/api/study/undo", {}), "body.cardId", "body.version")
        assertInvalid(yield* ask("/api/study/due?limit=51&goalId=1"), "query.goalId", "query.limit")
      })
    )
  )

  it.effect("does not study drafts, strangers' cards, or none", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts } = yield* draftedGoal()
        const theirs = yield* newCard(yield* newStranger)
        for (const cardId of [drafts[0]?.id, theirs.id, nobodys]) {
          assertProblem(yield* post("/api/study/rate", { cardId, rating: 3, version: 0 }), "schedule_not_found")
          assertProblem(yield* post("/api/study/undo", { cardId, version: 0 }), "schedule_not_found")
        }
        assertProblem(yield* ask(`/api/study/due?goalId=${theirs.goalId}`), "goal_not_found")
      })
    )
  )
})
