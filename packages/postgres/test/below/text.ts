/**
 * Text is data: nothing in it is ever read as SQL, as JSON or as a name.
 */
import { FlashcardStore, Question, SourceDocumentStore, Answer } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Schema } from "effect"
import type { Database } from "../shared.ts"

const hostile = [
  "'; DROP TABLE goals; --",
  "\\'; DELETE FROM users WHERE ''=''",
  '" OR "user_id" <> "',
  "$1 $2 %s ${userId} {{id}} :name",
  "E'\\x00' U&'\\0041' \\u0000",
  '{"user_id": "snake_case", "promptVersion": null}',
  "Zoë – naïve 北京 👩‍👩‍👧 ﷽ \u200b\u202e\ufeff!",
  "line one\nline two\r\n\ttabbed",
  "NULL",
  "{a,b}"
]

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`text (${adapter})`, (it) => {
    it.effect.each(hostile)("comes back to the letter: %j", (words) =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const documents = yield* SourceDocumentStore
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const written = yield* fixtures.makeCard(goal, {
          question: Question.make(`What is ${words}?`),
          answer: Answer.make(`It is ${words}.`),
          authorship: { author: "a_b", model: `x${words}x`, promptVersion: "v_1", confidence: 0.1 + 0.2 },
          distractors: [`${words}!`, `No ${words}`, `x${words}x`],
          keptBecause: `It is mine: ${words}.`
        })
        yield* cards.insert([written])
        assert.deepStrictEqual(yield* cards.get(goal.userId, written.id), written)
        const note = yield* fixtures.makeDocument(goal, { text: ` ${words} ` })
        yield* documents.insert(note)
        assert.deepStrictEqual(yield* documents.get(goal.userId, note.id), note)
      })
    )

    it.effect.prop(
      "of any kind comes back to the letter",
      { question: Schema.toType(Question) },
      ({ question }) =>
        Effect.gen(function* () {
          const cards = yield* FlashcardStore
          const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
          const card = yield* fixtures.newCard(goal, { question })
          assert.deepStrictEqual(yield* cards.get(goal.userId, card.id), card)
        }),
      { arbitrary: { runs: 50 }, timeout: 60_000 }
    )
  })
