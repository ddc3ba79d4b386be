/**
 * What every `EmbeddingIndex` must do, whatever it is made of.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, Effect, type Layer, Struct } from "effect"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { searches } from "./EmbeddingSearchContract.ts"
import { spaces } from "./EmbeddingSpaceContract.ts"
import { embedding, near, newLearner, space, vectorOf } from "./embeddings.ts"
import { whileTimePasses } from "../whileTimePasses.ts"
import { refusals } from "./VectorRefusalContract.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<EmbeddingIndex, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`EmbeddingIndex (${adapter})`, (it) => {
    keeps(it)
    removes(it)
    spaces(it)
    erases(it)
    writesAtOnce(it)
    refusals(it)
    searches(it)
  })

const erases = (it: Vitest.MethodsNonLive<EmbeddingIndex>): void => {
  it.effect("has nothing of whoever was erased, and all of everybody else, also once it is swept", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [leaving, staying] = [yield* newLearner, yield* newLearner]
      const kept = [embedding(staying, "a"), embedding(staying, "b")]
      yield* index.put([embedding(leaving, "a"), embedding(leaving, "b", { kind: "goal" }), ...kept])
      yield* index.erase(leaving)
      yield* whileTimePasses(index.sweep)

      assert.deepStrictEqual(yield* index.spaces(leaving), [])
      assert.deepStrictEqual(yield* index.entries(staying, "flashcard"), kept.map(Struct.omit(["vector"])))
      const nearest = { kind: "flashcard", space, vectors: [vectorOf(1)], limit: 5 } as const
      assert.lengthOf((yield* index.nearest(staying, nearest))[0] ?? [], 2)
      yield* index.put([embedding(leaving, "c")])
      assert.lengthOf(yield* index.entries(leaving, "flashcard"), 1)
    })
  )
}

const hostileIds = [
  "it's",
  `"quoted"`,
  "back\\slash",
  "' OR '1'='1",
  "50%_",
  "a/b",
  "-- ;",
  "n\u00e9",
  "ne\u0301",
  "卡片",
  "🂡",
  ""
]

const ids = (entries: ReadonlyArray<{ readonly id: string }>) => entries.map(({ id }) => id)

const keeps = (it: Vitest.MethodsNonLive<EmbeddingIndex>): void => {
  it.effect("gives back what it was given, by id and without the vectors", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const b = embedding(learner, "b", { contentHash: "b".repeat(64) })
      const a = embedding(learner, "a", { contentHash: "a".repeat(64) })
      yield* index.put([b, a])
      const entries = yield* index.entries(learner, "flashcard")
      assert.deepStrictEqual(entries, [a, b].map(Struct.omit(["vector"])))
    })
  )

  it.effect("keeps the last of the vectors put for one learner, kind, space and id, also within a batch", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const versions = [1, 2, 3].map((seed) =>
        embedding(learner, "a", { vector: vectorOf(seed), contentHash: `${seed}` })
      )
      yield* index.put(versions.slice(0, 1))
      yield* index.put(versions.slice(1))
      const entries = yield* index.entries(learner, "flashcard")
      assert.deepStrictEqual(
        entries.map((entry) => entry.contentHash),
        ["3"]
      )
      const [found] = yield* index.nearest(learner, { kind: "flashcard", space, vectors: [vectorOf(3)], limit: 5 })
      assert.closeTo(found?.[0]?.score ?? 0, 1, 1e-6)
      assert.strictEqual(found?.length, 1)
    })
  )

  it.effect("keeps a vector as it was when it was put, whatever becomes of the caller's array", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const reused = vectorOf(1)
      yield* index.put([embedding(learner, "a", { vector: reused })])
      reused.set(vectorOf(2))
      const [found] = yield* index.nearest(learner, { kind: "flashcard", space, vectors: [vectorOf(1)], limit: 1 })
      assert.closeTo(found?.[0]?.score ?? 0, 1, 1e-6)
    })
  )

  it.effect("takes any id as it is: quotes, backslashes, wildcards, every script", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      yield* index.put([learner, stranger].flatMap((user) => hostileIds.map((id) => embedding(user, id))))
      assert.sameMembers(
        (yield* index.entries(learner, "flashcard")).map(({ id }) => id),
        hostileIds
      )

      for (const [position, id] of hostileIds.entries()) {
        yield* index.remove(learner, "flashcard", [id])
        const left = (yield* index.entries(learner, "flashcard")).map((entry) => entry.id)
        assert.sameMembers(left, hostileIds.slice(position + 1))
      }
      assert.strictEqual((yield* index.entries(stranger, "flashcard")).length, hostileIds.length)
    })
  )
}

const removes = (it: Vitest.MethodsNonLive<EmbeddingIndex>): void => {
  it.effect("removes exactly the ids named, of that learner and that kind", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      yield* index.put([
        ...["a", "b", "c"].map((id) => embedding(learner, id)),
        embedding(learner, "a", { kind: "goal" }),
        embedding(stranger, "a")
      ])
      yield* index.remove(learner, "flashcard", ["a", "c", "never seen"])
      yield* index.remove(learner, "flashcard", [])
      assert.deepStrictEqual(ids(yield* index.entries(learner, "flashcard")), ["b"])
      assert.deepStrictEqual(ids(yield* index.entries(learner, "goal")), ["a"])
      assert.deepStrictEqual(ids(yield* index.entries(stranger, "flashcard")), ["a"])
    })
  )

  it.effect("no longer finds what was removed, and finds it again once it is put again", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const one = embedding(learner, "a")
      const find = index.nearest(learner, { kind: "flashcard", space, vectors: [one.vector], limit: 1 })
      yield* index.put([one])
      yield* index.remove(learner, "flashcard", ["a"])
      assert.deepStrictEqual(yield* find, [[]])
      yield* index.put([one])
      assert.strictEqual((yield* find)[0]?.[0]?.id, "a")
    })
  )
}

const writesAtOnce = (it: Vitest.MethodsNonLive<EmbeddingIndex>): void => {
  it.effect("keeps one vector when many put the same id at once", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const putOne = (seed: number) => index.put([embedding(learner, "same", { vector: vectorOf(seed) })])
      yield* Effect.forEach(Array.range(1, 8), putOne, { concurrency: "unbounded", discard: true })
      assert.strictEqual((yield* index.entries(learner, "flashcard")).length, 1)
      const [found] = yield* index.nearest(learner, { kind: "flashcard", space, vectors: [vectorOf(1)], limit: 9 })
      assert.strictEqual(found?.length, 1)
    })
  )

  it.effect("loses nothing of 20 writers at once, and each sees what it wrote at once", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const write = Effect.fnUntraced(function* (writer: number) {
        const mine = [0, 1].map((n) => embedding(learner, `${writer}-${n}`, { vector: near(vectorOf(writer), n, 99) }))
        yield* index.put(mine)
        const vectors = mine.map(({ vector }) => vector)
        const found = yield* index.nearest(learner, { kind: "flashcard", space, vectors, limit: 1 })
        assert.deepStrictEqual(
          found.map((neighbours) => neighbours[0]?.id),
          mine.map(({ id }) => id)
        )
      })
      yield* Effect.forEach(Array.range(1, 20), write, { concurrency: "unbounded", discard: true })
      assert.strictEqual((yield* index.entries(learner, "flashcard")).length, 40)
    })
  )
}
