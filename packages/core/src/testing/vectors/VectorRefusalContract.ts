/**
 * The part of the `EmbeddingIndex` contract about vectors that would damage the index.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import { type Vector, VectorRefused } from "../../domain/vectors/Embedding.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { embedding, newLearner, space, vectorOf } from "./embeddings.ts"

const spoilt = (number: number): Vector => vectorOf(1).fill(number, 1023)

const flawed: ReadonlyArray<readonly [flaw: VectorRefused["flaw"], vector: Vector]> = [
  ["wrong_dimension", vectorOf(1).subarray(1)],
  ["wrong_dimension", new Float32Array([...vectorOf(1), 0])],
  ["wrong_dimension", new Float32Array()],
  ["not_finite", spoilt(Number.NaN)],
  ["not_finite", spoilt(Number.POSITIVE_INFINITY)],
  ["not_finite", spoilt(Number.NEGATIVE_INFINITY)]
]

export const refusals = (it: Vitest.MethodsNonLive<EmbeddingIndex>): void => {
  it.effect("refuses a batch with a flawed vector in it, names the vector and writes nothing", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      for (const [flaw, vector] of flawed) {
        const batch = [embedding(learner, "good"), embedding(learner, "bad", { vector }), embedding(learner, "late")]
        const error = yield* Effect.flip(index.put(batch))
        assert.deepStrictEqual(error, VectorRefused.make({ id: "bad", flaw }))
        assert.deepStrictEqual(yield* index.entries(learner, "flashcard"), [])
      }
    })
  )

  it.effect("leaves the vector before in its place when the one after is refused", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      yield* index.put([embedding(learner, "a", { contentHash: "before" })])
      yield* Effect.flip(index.put([embedding(learner, "a", { contentHash: "after", vector: spoilt(Number.NaN) })]))
      assert.strictEqual((yield* index.entries(learner, "flashcard"))[0]?.contentHash, "before")
    })
  )

  it.effect("refuses to search by a flawed vector and names its position", () =>
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const learner = yield* newLearner
      for (const [flaw, vector] of flawed) {
        const query = { kind: "flashcard", space, vectors: [vectorOf(1), vector], limit: 1 } as const
        const error = yield* Effect.flip(index.nearest(learner, query))
        assert.deepStrictEqual(error, VectorRefused.make({ id: "1", flaw }))
      }
    })
  )
}
