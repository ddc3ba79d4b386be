/**
 * What an `EmbeddingIndex` must do in a crowd: nearly everything in it is another learner's, and nearer.
 */
import { assert, it } from "@effect/vitest"
import { Array, Effect, type Layer } from "effect"
import { dimension, type Vector } from "../../domain/vectors/Embedding.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type Embedding, EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { embedding, expected, near, newLearner, space, vectorOf } from "./embeddings.ts"

/** `crowd` is how many vectors there are; one in a hundred is the learner's. */
export const suite = <E>(adapter: string, layer: Layer.Layer<EmbeddingIndex, E>, crowd: number): void =>
  it.layer(layer, { timeout: "60 seconds" })(`EmbeddingIndex in a crowd (${adapter})`, (it) => {
    it.effect(
      `finds a learner's own among ${crowd} vectors of which 99 % are somebody else's and nearer`,
      () =>
        Effect.gen(function* () {
          const index = yield* EmbeddingIndex
          const [learner, stranger] = [yield* newLearner, yield* newLearner]
          const own = Array.makeBy(crowd / 100, (i) => ownCard(learner, i))
          yield* index.put(own)
          for (let from = own.length; from < crowd; from += batch) {
            const size = Math.min(batch, crowd - from)
            yield* index.put(Array.makeBy(size, (i) => nearerCard(stranger, from + i)))
          }

          const query = { kind: "flashcard", space, vectors: queries, limit: 10 } as const
          const found = yield* index.nearest(learner, query)
          const theirs = yield* index.nearest(stranger, { ...query, limit: 1 })
          for (const [i, vector] of queries.entries()) {
            const wanted = expected(vector, own, 10)
            assert.deepStrictEqual(
              found[i]?.map(({ id }) => id),
              wanted.map(({ id }) => id)
            )
            for (const [rank, { score }] of wanted.entries()) assert.closeTo(found[i]?.[rank]?.score ?? 9, score, 1e-6)
            assert.isAbove(theirs[i]?.[0]?.score ?? 0, wanted[0]?.score ?? 1)
          }
        }),
      180_000
    )
  })

const batch = 5_000
const queries = Array.makeBy(20, (i) => vectorOf(i))

/** Vectors are cut from one long row of numbers: making each anew would take longer than keeping it. */
const row = Float32Array.from(Array.range(1_000, 1_127).flatMap((seed) => [...vectorOf(seed)]))

const towards = (query: Vector, distance: number, seed: number): Vector => {
  const from = (seed * 7_919) % (row.length - dimension)
  return query.map((value, i) => value + distance * (row[from + i] ?? 0))
}

const ownCard = (userId: UserId, i: number): Embedding =>
  embedding(userId, `own-${i}`, { vector: near(queryOf(i), 2, queries.length + i) })

const nearerCard = (userId: UserId, i: number): Embedding =>
  embedding(userId, `${i}`, { vector: towards(queryOf(i), 0.1 + (i % 97) / 97, i) })

const queryOf = (i: number): Vector => queries[i % queries.length] ?? new Float32Array(dimension)
