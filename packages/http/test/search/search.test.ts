import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { ask } from "../ask.ts"
import { asLearner, newStranger } from "../me.ts"
import { draftedGoal, newCard, newGoal } from "../prepared.ts"
import { assertInvalid } from "../problems.ts"

layer(App, { excludeTestServices: true })("/api/search", (it) => {
  it.effect("finds goals and cards, says what each is, and why it was found", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal } = yield* draftedGoal()
        const found = yield* ask("/api/search?q=weather+map")
        assert.strictEqual(found.status, 200, found.text)
        const { hits, meaningSkipped } = JSON.parse(found.text)
        assert.strictEqual(hits[0].goal.id, goal.id)
        assert.deepInclude(hits[0], { kind: "goal", words: 1 })
        assert.isNull(meaningSkipped)
        const cards = JSON.parse((yield* ask("/api/search?q=cold%20front&kind=flashcard&limit=1")).text)
        assert.lengthOf(cards.hits, 1)
        assert.include(
          drafts.map(({ id }) => id),
          cards.hits[0].card.id
        )
      })
    )
  )

  it.effect("finds nothing of somebody else's", () =>
    asLearner(
      Effect.gen(function* () {
        yield* newCard(yield* newStranger)
        const { id } = yield* newGoal()
        const { hits } = JSON.parse((yield* ask("/api/search?q=weather%20map&limit=50")).text)
        assert.deepStrictEqual(
          hits.map((hit: { readonly goal?: { readonly id: string } }) => hit.goal?.id),
          [id]
        )
      })
    )
  )

  it.effect("takes any text as it is", () =>
    asLearner(
      Effect.gen(function* () {
        yield* newCard()
        for (const text of ["' OR '1'='1", "%_%", "\\\\", "🦉🦉", "-- ;", "a\tb", "\u202e!!"]) {
          const found = yield* ask(`/api/search?q=${encodeURIComponent(text)}`)
          assert.strictEqual(found.status, 200, text)
        }
      })
    )
  )

  it.effect("refuses what is too short, too long, or no kind", () =>
    asLearner(
      Effect.gen(function* () {
        for (const q of ["", "a", "%20%20a%20%20", "a".repeat(201), "a%00b"]) {
          assertInvalid(yield* ask(`/api/search?q=${q}`), "query.q")
        }
        assertInvalid(yield* ask("/api/search"), "query.q")
        assertInvalid(yield* ask("/api/search?q=front&kind=note"), "query.kind")
        for (const limit of ["0", "51", "ten"]) {
          assertInvalid(yield* ask(`/api/search?q=front&limit=${limit}`), "query.limit")
        }
      })
    )
  )
})
