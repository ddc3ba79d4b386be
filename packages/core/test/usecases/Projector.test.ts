import { assert, describe, it } from "@effect/vitest"
import { EmbeddingIndex, FlashcardId, Flashcards, Library, SpaceId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect } from "effect"
import { uuid } from "../fixtures/schedules.ts"
import { embedderDown, lexicalUnless, newGoal, newLearner, world } from "./world.ts"

const vector = new Float32Array(1024).fill(1 / 32)

const entriesOf = Effect.fnUntraced(function* (learner: Parameters<Library["Service"]["align"]>[0]) {
  const index = yield* EmbeddingIndex
  return [...(yield* index.entries(learner, "goal")), ...(yield* index.entries(learner, "flashcard"))]
})

describe("Library.align", () => {
  it.effect("writes what is missing, of goals and cards", () => {
    let failure: typeof embedderDown | null = embedderDown
    return Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const card = yield* fixtures.newCard(goal)
      assert.deepStrictEqual(yield* entriesOf(learner), [])
      assert.strictEqual((yield* Effect.flip((yield* Library).align(learner)))._tag, "EmbedderFailed")
      failure = null
      assert.deepStrictEqual(yield* (yield* Library).align(learner), { written: 2, removed: 0 })
      assert.sameMembers(
        (yield* entriesOf(learner)).map(({ id }) => id),
        [goal.id, card.id]
      )
    }).pipe(Effect.provide(world({ embedder: lexicalUnless(() => failure) })))
  })

  it.effect("has nothing to do the second time", () =>
    Effect.gen(function* () {
      const library = yield* Library
      const learner = yield* newLearner
      yield* fixtures.newCard(yield* newGoal(learner))
      assert.deepStrictEqual(yield* library.align(learner), { written: 1, removed: 0 })
      const before = yield* entriesOf(learner)
      assert.deepStrictEqual(yield* library.align(learner), { written: 0, removed: 0 })
      assert.deepStrictEqual(yield* entriesOf(learner), before)
    }).pipe(Effect.provide(world()))
  )

  it.effect("writes again what was computed from another text or lives in another space", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const library = yield* Library
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const [one, two] = [yield* fixtures.newCard(goal), yield* fixtures.newCard(goal)]
      yield* library.align(learner)
      const good = yield* entriesOf(learner)
      const planted = (yield* index.entries(learner, "flashcard")).map((entry) => ({ ...entry, vector }))
      yield* index.put(planted.filter(({ id }) => id === one.id).map((it) => ({ ...it, contentHash: "0".repeat(64) })))
      yield* index.put(planted.filter(({ id }) => id === two.id).map((it) => ({ ...it, space: SpaceId.make("old-1") })))
      assert.deepStrictEqual(yield* library.align(learner), { written: 2, removed: 0 })
      assert.deepStrictEqual(yield* entriesOf(learner), good)
    }).pipe(Effect.provide(world()))
  )

  it.effect("removes vectors of goals and cards that are gone, and of this learner only", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const library = yield* Library
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const goal = yield* newGoal(learner)
      const [entry] = yield* index.entries(learner, "goal")
      const orphan = { space: SpaceId.make("lexical-1"), contentHash: entry?.contentHash ?? "", vector, id: uuid(42) }
      for (const userId of [learner, stranger]) {
        yield* index.put([
          { ...orphan, userId, kind: "goal" },
          { ...orphan, userId, kind: "flashcard" }
        ])
      }
      assert.deepStrictEqual(yield* library.align(learner), { written: 0, removed: 2 })
      assert.deepStrictEqual(
        (yield* entriesOf(learner)).map(({ id }) => id),
        [goal.id]
      )
      assert.strictEqual((yield* entriesOf(stranger)).length, 2)
    }).pipe(Effect.provide(world()))
  )

  it.effect("brings more cards into line than go into one batch", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const many = yield* Effect.forEach(Array.from({ length: 600 }), () => fixtures.newCard(goal))
      assert.deepStrictEqual(yield* (yield* Library).align(learner), { written: 600, removed: 0 })
      yield* cards.discard(
        learner,
        many.slice(0, 10).map(({ id }) => FlashcardId.make(id))
      )
      assert.strictEqual((yield* entriesOf(learner)).length, 591)
    }).pipe(Effect.provide(world()))
  )
})
