import { Array, Effect, Layer, Order, Result, Stream, Struct } from "effect"
import { checkVector, type EmbeddedKind, nearestFirst, type Neighbour, type Vector } from "../domain/Embedding.ts"
import { cosine } from "../domain/Lexical.ts"
import type { UserId } from "../domain/User.ts"
import { type Embedding, EmbeddingIndex, type FlawedEmbedding } from "../ports/EmbeddingIndex.ts"

/** Keeps vectors in a `Map` and compares all of a learner's: for tests, demos, and as the reference adapter. */
export const layer: Layer.Layer<EmbeddingIndex> = Layer.sync(EmbeddingIndex, () => {
  const kept = new Map<string, Embedding>()
  const ofLearner = (userId: UserId) => Array.fromIterable(kept.values()).filter((one) => one.userId === userId)
  const of = (userId: UserId, kind: EmbeddedKind) => ofLearner(userId).filter((one) => one.kind === kind)
  const forget = (gone: ReadonlyArray<Embedding>) => gone.forEach((one) => kept.delete(keyOf(one)))

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
        const named = new Set(ids)
        forget(of(userId, kind).filter(({ id }) => named.has(id)))
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
    entries: (userId, kind) => Effect.sync(() => Array.sort(of(userId, kind), byId).map(Struct.omit(["vector"]))),
    spaces: (userId) => Effect.sync(() => [...new Set(ofLearner(userId).map(({ space }) => space))].sort()),
    drop: (userId, space) => Effect.sync(() => forget(ofLearner(userId).filter((one) => one.space === space))),
    flawed: (userId) => Effect.sync(() => ofLearner(userId).flatMap(flawOf)),
    learners: Stream.suspend(() => Stream.fromIterable(new Set([...kept.values()].map(({ userId }) => userId))))
  })
})

// No space has a colon in its name, so no id can be taken for a part of it.
const keyOf = ({ id, kind, space, userId }: Embedding) => `${userId}/${kind}/${space}:${id}`

const flawOf = ({ id, kind, space, vector }: Embedding): ReadonlyArray<FlawedEmbedding> => {
  const checked = checkVector(id, vector)
  return Result.isFailure(checked) ? [{ kind, id, space, flaw: checked.failure.flaw }] : []
}

const scored = (candidates: ReadonlyArray<Embedding>, vector: Vector): ReadonlyArray<Neighbour> =>
  candidates.map((candidate) => ({ id: candidate.id, score: cosine(vector, candidate.vector) }))

const byId = Order.combine(
  Order.mapInput(Order.String, ({ id }: Embedding) => id),
  Order.mapInput(Order.String, ({ space }: Embedding) => space)
)
