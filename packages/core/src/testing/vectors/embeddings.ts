/**
 * Vectors for the tests of an `EmbeddingIndex`: the same ones in every run, and what a search among them must find.
 */
import { Effect } from "effect"
import { dimension, type Neighbour, SpaceId, type Vector } from "../../domain/vectors/Embedding.ts"
import { UserId } from "../../domain/users/User.ts"
import type { Embedding } from "../../ports/vectors/EmbeddingIndex.ts"
import { Ids } from "../../ports/Ids.ts"

export const space = SpaceId.make("test-1")

/** A learner nobody has met: each test gets its own, so none sees another's vectors. */
export const newLearner: Effect.Effect<UserId> = Effect.gen(function* () {
  const ids = yield* Ids
  return UserId.make(yield* ids.next)
})

/** A vector that looks random and is the same for the same seed. Its length is not 1. */
export const vectorOf = (seed: number): Vector => {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return Float32Array.from({ length: dimension }, () => {
    state = Math.imul(state ^ (state >>> 15), state | 0x2c1b3c6d)
    state = (state + 0x6d2b79f5) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32 - 0.5
  })
}

/** A vector close to another: the smaller `distance`, the closer. */
export const near = (vector: Vector, distance: number, seed = 1): Vector => {
  const other = vectorOf(seed)
  return vector.map((value, i) => value + distance * (other[i] ?? 0))
}

/** The vector of a card's text, with whatever differs from it. */
export const embedding = (userId: UserId, id: string, over: Partial<Embedding> = {}): Embedding => ({
  userId,
  kind: "flashcard",
  id,
  space,
  contentHash: "0".repeat(64),
  vector: vectorOf(7),
  ...over
})

/** What a search must find, in double precision, best first and equal ones by id. */
export const expected = (query: Vector, among: ReadonlyArray<Embedding>, limit: number): ReadonlyArray<Neighbour> =>
  among
    .map(({ id, vector }) => ({ id, score: dot(query, vector) / Math.sqrt(dot(query, query) * dot(vector, vector)) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)

const dot = (a: Vector, b: Vector) => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
