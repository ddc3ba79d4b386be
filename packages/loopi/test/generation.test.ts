/**
 * kill -9 in the middle of writing cards: the drafts that are there are whole, and nothing is written twice.
 */
import { Flashcard, SearchText } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { open } from "loopi"
import { start, temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

it.effect(
  "goes on after a kill without writing a card twice, and finds every vector again",
  () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* fromTemplate(directory)
      const { kill, line } = yield* start("writer.ts", directory)
      for (let done = 0; done < 12; done = Number(yield* line)) void 0
      yield* kill

      const loopi = yield* Effect.acquireRelease(
        Effect.promise(() => open({ directory })),
        ({ close }) => Effect.promise(close)
      )
      const { flashcards, generation, goals, learner, search } = loopi
      const [goal] = yield* Effect.promise(() => goals.list(learner))
      assert.isDefined(goal)
      const before = yield* Effect.promise(() => flashcards.list(learner, { goalId: goal.id }))
      // The run that was killed goes on by itself, and this one after it: whichever writes a card, no other one does.
      const report = yield* Effect.promise(() => generation.generate(learner, { goalId: goal.id }))
      const after = yield* Effect.promise(() => flashcards.list(learner, { goalId: goal.id }))

      assert.isNotEmpty(before)
      assert.isTrue(Schema.is(Schema.Array(Flashcard))(after))
      assert.deepStrictEqual(after.slice(0, before.length), before)
      assert.isAbove(after.length, before.length)
      assert.isAtLeast(after.length, before.length + report.kept.length)
      const sides = after.map(({ answer, question }) => `${question}\n${answer}`)
      assert.strictEqual(new Set(sides).size, sides.length)
      for (const { question } of after) {
        const text = SearchText.make(question.slice(0, 200))
        const { hits } = yield* Effect.promise(() => search.find(learner, text, { kind: "flashcard", limit: 50 }))
        const nearest = Math.max(...hits.map(({ meaning }) => meaning ?? 0))
        assert.isAtLeast(nearest, question.length > 200 ? 0.8 : 0.999, question)
      }
    }).pipe(Effect.scoped),
  120_000
)
