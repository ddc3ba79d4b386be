/**
 * A provider of embeddings that is not there: what is kept is kept all the same, and it is said what is missing.
 */
import { Degraded, GoalTitle, Goals, Search, SearchText } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { Composition, ensureEmbeddedLearner, Plan } from "loopi"

const nowhere = Composition.layer({
  ...Plan.memory,
  embedding: { present: { embedder: "openai", url: "http://127.0.0.1:1", patience: "100 millis" } }
}).pipe(Layer.provide(Logger.layer([])))

it.layer(nowhere, { excludeTestServices: true })("with an embedder that cannot be reached", (it) => {
  it.effect("goals are kept, found by their words, and it is said that embeddings are missing", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const { id } = yield* ensureEmbeddedLearner
      const titles = ["Learn Dutch", "Play the oboe", "Bake bread"].map((title) => GoalTitle.make(title))
      for (const title of titles) yield* goals.create(id, { title })

      assert.deepStrictEqual(
        (yield* goals.list(id)).map(({ title }) => title),
        titles
      )
      const { hits, meaningSkipped } = yield* (yield* Search).find(id, SearchText.make("oboe"))
      assert.deepStrictEqual([hits.length, meaningSkipped], [1, "service_unavailable"])
      const missing = yield* Effect.flatMap(Degraded, ({ now }) => now)
      assert.deepStrictEqual(
        missing.map(({ code, part }) => ({ code, part })),
        [{ part: "embeddings", code: "unreachable" }]
      )
    })
  )
})
