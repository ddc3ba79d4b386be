/**
 * What every `SourceDocumentStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { maxSourceLength, SourceDocumentNotFound } from "../../domain/notes/Source.ts"
import type { GoalStore } from "../../ports/goals/GoalStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { january, makeDocument, newGoal, newLearner } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<SourceDocumentStore | GoalStore | UserStore, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a SourceDocumentStore (${adapter})`, (it) => {
    it.effect("gives back a note to the letter, trailing space and line ends included", () =>
      Effect.gen(function* () {
        const documents = yield* SourceDocumentStore
        const document = yield* makeDocument(yield* newGoal(yield* newLearner))
        yield* documents.insert(document)
        assert.deepStrictEqual(yield* documents.get(document.userId, document.id), document)
      })
    )

    it.effect("keeps the longest note there may be", () =>
      Effect.gen(function* () {
        const documents = yield* SourceDocumentStore
        const text = "dé\u{1F989}".repeat(maxSourceLength).slice(0, maxSourceLength - 1) + "."
        const document = yield* makeDocument(yield* newGoal(yield* newLearner), { text: text.toWellFormed() })
        yield* documents.insert(document)
        assert.isTrue((yield* documents.get(document.userId, document.id)).text === document.text)
      })
    )

    it.effect("lists a goal's notes oldest first", () =>
      Effect.gen(function* () {
        const documents = yield* SourceDocumentStore
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        const newer = yield* makeDocument(goal, { createdAt: january(2) })
        const older = yield* makeDocument(goal)
        const elsewhere = yield* makeDocument(yield* newGoal(learner))
        yield* Effect.forEach([newer, older, elsewhere], documents.insert)
        assert.deepStrictEqual(yield* documents.list(learner, goal.id), [older, newer])
      })
    )

    it.effect("hides a note from everyone but its owner", () =>
      Effect.gen(function* () {
        const documents = yield* SourceDocumentStore
        const document = yield* makeDocument(yield* newGoal(yield* newLearner))
        yield* documents.insert(document)
        const { id } = document
        const other = yield* newLearner
        assert.deepStrictEqual(yield* Effect.flip(documents.get(other, id)), SourceDocumentNotFound.make({ id }))
        assert.deepStrictEqual(yield* documents.list(other, document.goalId), [])
      })
    )
  })
