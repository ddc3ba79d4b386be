/**
 * The part of the `EmbeddingIndex` contract about finding: exact, one learner's only, and the same from every adapter.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, Effect } from "effect"
import { dimension, type Neighbour, SpaceId, type Vector } from "../../domain/vectors/Embedding.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { embedding, expected, near, newLearner, space, vectorOf } from "./embeddings.ts"

type It = Vitest.MethodsNonLive<EmbeddingIndex>

export const searches = (it: It): void => {
  staysWithin(it)
  ranks(it)
  equalsTheDefinition(it)
  compares(it)
}

const cards = { kind: "flashcard", space } as const
const blank: Vector = new Float32Array(dimension)
const idsOf = (found: ReadonlyArray<ReadonlyArray<Neighbour>>) =>
  found.map((neighbours) => neighbours.map(({ id }) => id))

const assertSame = (found: ReadonlyArray<Neighbour> | undefined, wanted: ReadonlyArray<Neighbour>) => {
  assert.deepStrictEqual(
    found?.map(({ id }) => id),
    wanted.map(({ id }) => id)
  )
  for (const [i, { score }] of wanted.entries()) assert.closeTo(found?.[i]?.score ?? Number.NaN, score, 1e-6)
}

const staysWithin = (it: It): void => {
  it.effect("hides every other learner's vectors, also where 150 of them are closer", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const query = vectorOf(1)
      const closer = Array.makeBy(150, (i) => embedding(stranger, `${i}`, { vector: near(query, 0.01 * i) }))
      const mine = [2, 3, 4].map((seed) => embedding(learner, `${seed}`, { vector: near(query, 9, seed) }))
      yield* index.put([...closer, ...mine])
      const [found] = yield* index.nearest(learner, { ...cards, vectors: [query], limit: 5 })
      assertSame(found, expected(query, mine, 5))
      assert.deepStrictEqual(yield* index.nearest(yield* newLearner, { ...cards, vectors: [query], limit: 5 }), [[]])
    })
  )

  it.effect("keeps kinds and spaces apart", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const other = SpaceId.make("test-2")
      yield* index.put([
        embedding(learner, "card"),
        embedding(learner, "goal", { kind: "goal" }),
        embedding(learner, "elsewhere", { space: other })
      ])
      const find = (over: { readonly kind?: "goal"; readonly space?: SpaceId }) =>
        Effect.map(index.nearest(learner, { ...cards, vectors: [vectorOf(7)], limit: 9, ...over }), idsOf)
      assert.deepStrictEqual(yield* find({}), [["card"]])
      assert.deepStrictEqual(yield* find({ kind: "goal" }), [["goal"]])
      assert.deepStrictEqual(yield* find({ space: other }), [["elsewhere"]])
      assert.deepStrictEqual(yield* find({ kind: "goal", space: other }), [[]])
    })
  )
}

const ranks = (it: It): void => {
  it.effect("answers many vectors in one call, each in its own place", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const kept = Array.makeBy(70, (seed) => embedding(learner, `${seed}`, { vector: vectorOf(seed) }))
      yield* index.put(kept)
      const vectors = kept.map(({ vector }) => vector).toReversed()
      assert.deepStrictEqual(
        idsOf(yield* index.nearest(learner, { ...cards, vectors, limit: 1 })),
        kept.map(({ id }) => [id]).toReversed()
      )
      assert.deepStrictEqual(yield* index.nearest(learner, { ...cards, vectors: [], limit: 1 }), [])
    })
  )

  it.effect("finds fewer than asked where there are fewer, and none when none are asked", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const query = vectorOf(1)
      const kept = [1, 2, 3].map((seed) => embedding(learner, `${seed}`, { vector: vectorOf(seed) }))
      yield* index.put(kept)
      const [found] = yield* index.nearest(learner, { ...cards, vectors: [query], limit: 500 })
      assertSame(found, expected(query, kept, 500))
      const none = yield* index.nearest(learner, { ...cards, vectors: [query, query], limit: 0 })
      assert.deepStrictEqual(none, [[], []])
    })
  )

  it.effect("puts equal ones in the order of their ids, also where there are many times more than asked", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const ids = Array.makeBy(120, (i) => `${(i * 37) % 120}`.padStart(3, "0"))
      yield* index.put(ids.map((id) => embedding(learner, id)))
      const found = yield* index.nearest(learner, { ...cards, vectors: [vectorOf(7), vectorOf(8)], limit: 4 })
      const first = ["000", "001", "002", "003"]
      assert.deepStrictEqual(idsOf(found), [first, first])
    })
  )

  it.effect("leaves out what scores less than asked for, and nothing else, on either side of 0", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const query = vectorOf(1)
      const against = query.map((value) => -value)
      const kept = Array.makeBy(40, (i) => embedding(learner, `${i}`, { vector: near(query, i / 20, i) }))
      const others = [
        embedding(learner, "against", { vector: against }),
        embedding(learner, "blank", { vector: blank })
      ]
      yield* index.put([...kept, ...others])
      const all = expected(query, kept, 100)
      const eighth = all[7]?.score ?? 0
      const find = (atLeast: number, limit: number) =>
        Effect.map(index.nearest(learner, { ...cards, vectors: [query], limit, atLeast }), ([found]) => found)
      for (const atLeast of [eighth + 1e-9, eighth - 1e-9, 0.5]) {
        const wanted = all.filter(({ score }) => score >= atLeast)
        assertSame(yield* find(atLeast, 100), wanted)
        assertSame(yield* find(atLeast, 3), wanted.slice(0, 3))
      }
      assertSame(yield* find(-0.5, 100), [...all, { id: "blank", score: 0 }])
      assert.deepStrictEqual(yield* find(1.5, 3), [])
    })
  )

  it.effect("tells vectors apart that single precision would call equal", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const query = vectorOf(1)
      const kept = Array.makeBy(60, (i) => embedding(learner, `${i}`, { vector: near(query, 1e-4 * (1 + i / 50), i) }))
      yield* index.put(kept)
      const [found] = yield* index.nearest(learner, { ...cards, vectors: [query], limit: 6 })
      assertSame(found, expected(query, kept, 6))
    })
  )
}

const equalsTheDefinition = (it: It): void => {
  it.effect(
    "finds the true neighbours in the true order among 2,000 vectors of several learners",
    () =>
      Effect.gen(function* () {
        const index = yield* EmbeddingIndex
        const learners = yield* Effect.all(Array.makeBy(5, () => newLearner))
        const kept = Array.makeBy(400, (i) =>
          learners.map((learner, n) => embedding(learner, `${i}`, { vector: vectorOf(i * 5 + n) }))
        ).flat()
        yield* index.put(kept)
        const vectors = Array.makeBy(20, (i) => near(vectorOf(i * 97), 0.5 + i, 5_000 + i))
        for (const learner of learners) {
          const own = kept.filter(({ userId }) => userId === learner)
          const found = yield* index.nearest(learner, { ...cards, vectors, limit: 10 })
          for (const [i, vector] of vectors.entries()) assertSame(found[i], expected(vector, own, 10))
        }
      }),
    30_000
  )

  it.effect("finds the true neighbours after many were replaced and removed", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const make = (i: number, seed: number) => embedding(learner, `${i}`, { vector: vectorOf(seed) })
      yield* index.put(Array.makeBy(300, (i) => make(i, i)))
      const replaced = Array.makeBy(100, (i) => make(i, 1_000 + i))
      yield* index.put(replaced)
      yield* index.remove(
        learner,
        "flashcard",
        Array.makeBy(100, (i) => `${i + 100}`)
      )
      const kept = [...replaced, ...Array.makeBy(100, (i) => make(i + 200, i + 200))]
      const vectors = [1, 150, 250, 1_001].map(vectorOf)
      const found = yield* index.nearest(learner, { ...cards, vectors, limit: 7 })
      for (const [i, vector] of vectors.entries()) assertSame(found[i], expected(vector, kept, 7))
    })
  )
}

const compares = (it: It): void => {
  it.effect("scores the angle and not the length", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const query = vectorOf(1)
      const times = (factor: number) => near(query, 1, 2).map((value) => value * factor)
      const kept = [-1, 1e-3, 1e3].map((factor) => embedding(learner, `${factor}`, { vector: times(factor) }))
      yield* index.put(kept)
      const [found] = yield* index.nearest(learner, { ...cards, vectors: [query], limit: 3 })
      const wanted = expected(query, kept, 3)[0]?.score ?? 0
      assert.deepStrictEqual(
        found?.map(({ score }) => score.toFixed(6)),
        [wanted, wanted, -wanted].map((score) => score.toFixed(6))
      )
    })
  )

  it.effect("calls a vector without direction unlike everything: 0, above what is opposite", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      const query = vectorOf(1)
      const against = query.map((value) => -value)
      yield* index.put([
        embedding(learner, "same", { vector: query }),
        embedding(learner, "against", { vector: against }),
        embedding(learner, "blank", { vector: blank })
      ])
      const found = yield* index.nearest(learner, { ...cards, vectors: [query, blank], limit: 3 })
      assertSame(found[0], [
        { id: "same", score: 1 },
        { id: "blank", score: 0 },
        { id: "against", score: -1 }
      ])
      assertSame(found[1], [
        { id: "against", score: 0 },
        { id: "blank", score: 0 },
        { id: "same", score: 0 }
      ])
    })
  )
}
