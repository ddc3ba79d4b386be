/**
 * The part of the `EmbeddingIndex` contract about spaces that stand side by side, and about looking after all of them.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, Effect, Stream } from "effect"
import { SpaceId } from "../../domain/vectors/Embedding.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { embedding, newLearner, space, vectorOf } from "./embeddings.ts"

type It = Vitest.MethodsNonLive<EmbeddingIndex>

export const spaces = (it: It): void => {
  standSideBySide(it)
  lookAfter(it)
}

/** After `space` by name, and with a slash in it, as a model's name may have. */
const later = SpaceId.make("test-2/large")
const cards = { kind: "flashcard", vectors: [vectorOf(7)], limit: 9 } as const

const standSideBySide = (it: It): void => {
  it.effect("keeps the same id in two spaces, and searches within one", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const before = embedding(learner, "a", { contentHash: "1" })
      const after = embedding(learner, "a", { space: later, vector: vectorOf(8), contentHash: "2" })
      yield* index.put([before, after, embedding(learner, "b", { space: later })])
      const score = Effect.fnUntraced(function* (within: SpaceId) {
        const [found = []] = yield* index.nearest(learner, { ...cards, space: within })
        return found.map(({ id, score }) => `${id} ${score > 0.99}`)
      })
      assert.deepStrictEqual(yield* score(space), ["a true"])
      assert.deepStrictEqual(yield* score(later), ["b true", "a false"])
      const entries = yield* index.entries(learner, "flashcard")
      assert.deepStrictEqual(
        entries.map((entry) => [entry.id, entry.space, entry.contentHash]),
        [
          ["a", space, "1"],
          ["a", later, "2"],
          ["b", later, "0".repeat(64)]
        ]
      )
    })
  )

  it.effect("keeps ids and spaces apart that look like each other's parts", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const [short, long] = [SpaceId.make("a"), SpaceId.make("a/b")]
      yield* index.put([embedding(learner, "b/c", { space: short }), embedding(learner, "c", { space: long })])
      assert.strictEqual((yield* index.entries(learner, "flashcard")).length, 2)
    })
  )

  it.effect("removes an id from every space", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      yield* index.put(["a", "b"].flatMap((id) => [embedding(learner, id), embedding(learner, id, { space: later })]))
      yield* index.remove(learner, "flashcard", ["a"])
      const left = yield* index.entries(learner, "flashcard")
      assert.deepStrictEqual(
        left.map((entry) => [entry.id, entry.space]),
        [
          ["b", space],
          ["b", later]
        ]
      )
    })
  )

  it.effect("drops one learner's space, of both kinds, and nothing else", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const kinds = ["goal", "flashcard"] as const
      yield* index.put(
        [learner, stranger].flatMap((user) =>
          kinds.flatMap((kind) => [embedding(user, "a", { kind }), embedding(user, "a", { kind, space: later })])
        )
      )
      assert.deepStrictEqual(yield* index.spaces(learner), [space, later])
      yield* index.drop(learner, space)
      yield* index.drop(learner, SpaceId.make("never-1"))
      assert.deepStrictEqual(yield* index.spaces(learner), [later])
      for (const kind of kinds) assert.strictEqual((yield* index.entries(learner, kind)).length, 1)
      assert.deepStrictEqual(yield* index.spaces(stranger), [space, later])
      assert.deepStrictEqual(yield* index.spaces(yield* newLearner), [])
    })
  )
}

const lookAfter = (it: It): void => {
  it.effect("names everyone who has a vector, once", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [one, two, gone, never] = yield* Effect.all(Array.makeBy(4, () => newLearner))
      if (one === undefined || two === undefined || gone === undefined) return
      yield* index.put([embedding(one, "a"), embedding(one, "b", { kind: "goal" }), embedding(two, "a")])
      yield* index.put([embedding(gone, "a")])
      yield* index.remove(gone, "flashcard", ["a"])
      const all = yield* Stream.runCollect(index.learners)
      assert.strictEqual(new Set(all).size, all.length)
      assert.deepStrictEqual(
        [one, two, gone, never].map((user) => all.some((learner) => learner === user)),
        [true, true, false, false]
      )
    })
  )

  it.effect("finds no flaw in what it accepted", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      yield* index.put(Array.makeBy(30, (seed) => embedding(learner, `${seed}`, { vector: vectorOf(seed) })))
      yield* index.put([embedding(learner, "blank", { kind: "goal", vector: new Float32Array(1024) })])
      assert.deepStrictEqual(yield* index.flawed(learner), [])
      assert.deepStrictEqual(yield* index.flawed(yield* newLearner), [])
    })
  )
}
