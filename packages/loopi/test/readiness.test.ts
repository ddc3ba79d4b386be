/**
 * What an opened Loopi tells of what it stands on.
 */
import { assert, it } from "@effect/vitest"
import { Answer, Flashcards, Goals, GoalTitle, Question, ReadinessChecks, Study } from "@loopi/core"
import { Effect, Layer } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, Plan } from "loopi"
import { temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

it.live("a review that waits for the archive is the oldest of its kind", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    yield* fromTemplate(directory)
    yield* Effect.gen(function* () {
      yield* ensureEmbeddedLearner
      const { report } = yield* ReadinessChecks
      const before = yield* report
      const goal = yield* (yield* Goals).create(embeddedLearnerId, { title: GoalTitle.make("Sail") })
      const card = yield* (yield* Flashcards).add(embeddedLearnerId, {
        goalId: goal.id,
        question: Question.make("Which side is leeward?"),
        answer: Answer.make("Away from the wind")
      })
      yield* (yield* Study).rate(embeddedLearnerId, { cardId: card.id, rating: 3, version: 0 })
      const after = yield* Effect.repeat(report, { until: ({ oldest }) => oldest.unarchivedReview !== null })

      assert.deepStrictEqual([before.status, before.oldest.unarchivedReview], ["ready", null])
      assert.deepStrictEqual(
        after.parts.map(({ part, state }) => `${part} ${state}`),
        ["database ok", "vectors ok"]
      )
    }).pipe(Effect.provide(Layer.fresh(Composition.layer(Plan.embedded({ directory })))))
  }).pipe(Effect.scoped)
)
