import { assert, layer } from "@effect/vitest"
import { GoalId, GoalTitle } from "@loopi/core"
import { makeClient, Server } from "@loopi/http"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { App } from "../app.ts"
import { asLearner, Me } from "../me.ts"
import { newCard } from "../prepared.ts"

const client = Effect.gen(function* () {
  return yield* makeClient({ baseUrl: yield* Server.address, token: Redacted.make(yield* Me) })
})

layer(Layer.merge(App, FetchHttpClient.layer), { excludeTestServices: true })("the derived client", (it) => {
  it.effect("speaks in the types of the core", () =>
    asLearner(
      Effect.gen(function* () {
        const { goals, health } = yield* client
        assert.deepStrictEqual(yield* health(), { status: "ok" })
        const { run, ...created } = yield* goals.create({ payload: { title: GoalTitle.make("Sail") } })
        assert.isNull(run)
        assert.isTrue(DateTime.isDateTime(created.createdAt))
        assert.deepStrictEqual(
          (yield* goals.list()).map((goal) => ({ ...goal })),
          [created]
        )
      })
    )
  )

  it.effect("studies a card from the first question to the undo", () =>
    asLearner(
      Effect.gen(function* () {
        const { progress, study } = yield* client
        const { goalId, id: cardId } = yield* newCard()
        const { cards } = yield* study.due({ query: { goalId, limit: 1 } })
        assert.strictEqual(cards[0]?.card.id, cardId)
        const { schedule } = yield* study.rate({ payload: { cardId, rating: 4, version: 0 } })
        assert.strictEqual(schedule.version, 1)
        assert.strictEqual((yield* progress.stats({ query: { goalId } })).cards.review, 1)
        const undone = yield* study.undo({ payload: { cardId, version: 1 } })
        assert.strictEqual(undone.schedule.phase, "new")
      })
    )
  )

  it.effect("fails with the problem that the server answers", () =>
    asLearner(
      Effect.gen(function* () {
        const { goals } = yield* client
        const id = GoalId.make("00000000-0000-4000-8000-0000000000ff")
        const problem = yield* Effect.flip(goals.get({ params: { id } }))
        assert.deepInclude(problem, { code: "goal_not_found", status: 404 })
      })
    )
  )
})
