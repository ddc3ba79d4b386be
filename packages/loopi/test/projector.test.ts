/**
 * Vectors and cards agree on real databases too, whatever is written at the same time.
 */
import { Answer, EmbeddingIndex, Flashcards, FlashcardStore, Goals, GoalTitle, Projector, Question } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Offline } from "@loopi/ai"
import { UseCases } from "@loopi/core"
import { TestFlows } from "@loopi/core/testing"
import { Effect, Layer } from "effect"
import { Composition, ensureEmbeddedLearner, Plan } from "loopi"
import { temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

const opened = Layer.unwrap(
  Effect.map(Effect.tap(temporaryDirectory, fromTemplate), (directory) =>
    UseCases.layer.pipe(
      Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
      Layer.provideMerge(Composition.layerAdapters(Plan.embedded({ directory }))),
      Layer.provide(Offline.layer)
    )
  )
)

it.live(
  "leaves no orphan and no gap on PGlite and LanceDB when 30 cards are added and half of them discarded at once",
  () =>
    Effect.gen(function* () {
      const [cards, index, projector, store] = [
        yield* Flashcards,
        yield* EmbeddingIndex,
        yield* Projector,
        yield* FlashcardStore
      ]
      const { id: learner } = yield* ensureEmbeddedLearner
      const goal = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Know the numbers") })
      const addAndDiscard = Effect.fnUntraced(function* (i: number) {
        const question = Question.make(`What comes after ${i}?`)
        const { id } = yield* cards.add(learner, { goalId: goal.id, question, answer: Answer.make(`It is ${i + 1}`) })
        if (i % 2 === 1) yield* Effect.all([cards.discard(learner, [id]), projector.settle(learner)], together)
      })
      yield* Effect.forEach(Array.from({ length: 30 }).keys(), addAndDiscard, together)
      yield* projector.catchUp
      const live = (yield* store.list(learner, { goalId: goal.id })).map(({ id }) => id)
      const kept = new Set((yield* index.entries(learner, "flashcard")).map(({ id }) => id))
      assert.lengthOf(live, 15)
      assert.isTrue(live.every((id) => kept.has(id)))
      const all = (yield* store.list(learner, {})).map((card): string => card.id)
      assert.sameMembers([...kept], all)
    }).pipe(Effect.provide(opened)),
  120_000
)

const together = { concurrency: "unbounded" } as const
