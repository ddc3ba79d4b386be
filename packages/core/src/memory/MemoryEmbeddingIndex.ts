import { Array, Effect, Layer, Order, Struct } from "effect"
import { checkVector, type EmbeddedKind, nearestFirst, type Neighbour, type Vector } from "../domain/Embedding.ts"
import { cosine } from "../domain/Lexical.ts"
import type { UserId } from "../domain/User.ts"
import { type Embedding, EmbeddingIndex } from "../ports/EmbeddingIndex.ts"

/** Keeps vectors in a `Map` and compares all of a learner's: for tests, demos, and as the reference adapter. */
export const layer: Layer.Layer<EmbeddingIndex> = Layer.sync(EmbeddingIndex, () => {
  const kept = new Map<string, Embedding>()
  const of = (userId: UserId, kind: EmbeddedKind) =>
    Array.fromIterable(kept.values()).filter((one) => one.userId === userId && one.kind === kind)

  return EmbeddingIndex.of({
    put: (embeddings) =>
      Effect.forEach(embeddings, ({ id, vector }) => Effect.fromResult(checkVector(id, vector)), {
        discard: true
      }).pipe(
        Effect.andThen(
          Effect.sync(() => {
            // A copy: the caller may use the array again.
            for (const one of embeddings) kept.set(keyOf(one), { ...one, vector: one.vector.slice() })
          })
        )
      ),
    remove: (userId, kind, ids) =>
      Effect.sync(() => {
        for (const id of ids) kept.delete(keyOf({ userId, kind, id }))
      }),
    nearest: (userId, { kind, limit, space, vectors }) =>
      Effect.forEach(vectors, (vector, position) => Effect.fromResult(checkVector(`${position}`, vector)), {
        discard: true
      }).pipe(
        Effect.andThen(
          Effect.sync(() => {
            const candidates = of(userId, kind).filter((one) => one.space === space)
            return vectors.map((vector) => Array.sort(scored(candidates, vector), nearestFirst).slice(0, limit))
          })
        )
      ),
    entries: (userId, kind) => Effect.sync(() => Array.sort(of(userId, kind), byId).map(Struct.omit(["vector"])))
  })
})

const keyOf = ({ id, kind, userId }: Pick<Embedding, "userId" | "kind" | "id">) => `${userId}/${kind}/${id}`

const scored = (candidates: ReadonlyArray<Embedding>, vector: Vector): ReadonlyArray<Neighbour> =>
  candidates.map((candidate) => ({ id: candidate.id, score: cosine(vector, candidate.vector) }))

const byId = Order.mapInput(Order.String, ({ id }: { readonly id: string }) => id)
