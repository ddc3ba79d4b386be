/**
 * What is sent with an Idempotency-Key is done once, and answered as it was.
 */
import { assert, layer } from "@effect/vitest"
import { Goals, IdempotencyStore, Ids } from "@loopi/core"
import { Array, Context, Effect } from "effect"
import { App } from "../app.ts"
import { ask, list } from "../ask.ts"
import { asLearner, Me, newStranger } from "../me.ts"
import { draftedGoal, newCard } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"
import { replayed, sendWith } from "./sending.ts"

const newGoal = { title: "Read a weather map" }

layer(App, { excludeTestServices: true })("a request with an Idempotency-Key", (it) => {
  it.effect("is done once, and answered alike to the letter, also where it makes a secret", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts } = yield* draftedGoal()
        const { goalId, id: cardId } = yield* newCard()
        const requests: ReadonlyArray<readonly [string, unknown?]> = [
          ["/api/goals", newGoal],
          [`/api/goals/${goalId}/notes`, { name: "a.md", text: "# A\n\nA **halyard** lifts a sail." }],
          ["/api/flashcards", { goalId, question: "Who wrote Mensagem?", answer: "Fernando Pessoa" }],
          ["/api/flashcards/approve", { ids: [drafts[0]?.id] }],
          ["/api/flashcards/drafts/discard", { ids: [drafts[1]?.id] }],
          ["/api/study/rate", { cardId, rating: 3, version: 0 }],
          ["/api/study/undo", { cardId, version: 1 }],
          ["/api/tokens", { name: "A program", scopes: ["read"] }],
          [`/api/goals/${goalId}/archive`],
          [`/api/goals/${goalId}/restore`]
        ]
        for (const [path, body] of requests) {
          const first = yield* sendWith(path, "the key", body)
          const second = yield* sendWith(path, "the key", body)
          assert.isBelow(first.status, 300, `${path} ${first.text}`)
          assert.deepStrictEqual([replayed(first), replayed(second)], [false, true], path)
          assert.deepStrictEqual([second.status, second.text], [first.status, first.text], path)
          assert.strictEqual(second.headers["content-type"], first.headers["content-type"])
        }
        assert.lengthOf((yield* list("/api/tokens")).items, 1)
        assert.lengthOf(yield* Goals.use((goals) => Effect.flatMap(Me, (id) => goals.list(id))), 3)
      })
    )
  )
})
