import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { ask, list } from "../ask.ts"
import { asLearner } from "../me.ts"
import { assertInvalid } from "../problems.ts"

layer(App, { excludeTestServices: true })("a query", (it) => {
  it.effect("that an endpoint does not read is refused, where it reads none as where it reads some", () =>
    asLearner(
      Effect.gen(function* () {
        assertInvalid(yield* ask("/api/goals?limti=3&format=csv"), "query.limti", "query.format")
        assertInvalid(yield* ask("/api/me/export?format=csv"), "query.format")
        assertInvalid(yield* ask("/api/goals?limit=0", { method: "POST", body: { title: "Sail" } }), "query.limit")
        assertInvalid(yield* ask("/api/flashcards?limti=3"), "query.limti")
        assert.deepStrictEqual((yield* list("/api/goals")).items, [])
      })
    )
  )

  it.effect("that says nothing is none", () =>
    asLearner(
      Effect.gen(function* () {
        assert.strictEqual((yield* ask("/api/goals?")).status, 200)
      })
    )
  )
})
