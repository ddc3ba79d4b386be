import { Array, Effect, Layer, Order, Result, Stream, Struct } from "effect"
import { checkVector, type EmbeddedKind, type Neighbour, type Vector } from "../../domain/vectors/Embedding.ts"
import { candidatesFor, provenNeighbours, type Wanted } from "../../domain/vectors/Shortlist.ts"
import { blur, inverseLength, productsWith } from "../../domain/vectors/UnitVector.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type Embedding, EmbeddingIndex, type FlawedEmbedding } from "../../ports/vectors/EmbeddingIndex.ts"

interface Kept extends Embedding {
  /** 1 / the length of its vector. */
  readonly scale: number
}

/** Keeps vectors in a `Map` for each learner and compares all of theirs: for tests, demos, and as the reference adapter. */
export const layer: Layer.Layer<EmbeddingIndex> = Layer.sync(EmbeddingIndex, () => {
  const kept = new Map<UserId, Map<string, Kept>>()
  const ofLearner = (userId: UserId) => Array.fromIterable(kept.get(userId)?.values() ?? [])
  const of = (userId: UserId, kind: EmbeddedKind) => ofLearner(userId).filter((one) => one.kind === kind)
  const forget = (gone: ReadonlyArray<Embedding>) => gone.forEach((one) => kept.get(one.userId)?.delete(keyOf(one)))
  const keep = (one: Embedding) => {
    const beside = kept.get(one.userId) ?? new Map<string, Kept>()
    kept.set(one.userId, beside)
    // A copy: the caller may use the array again.
    beside.set(keyOf(one), { ...one, vector: one.vector.slice(), scale: inverseLength(one.vector) })
  }

  return EmbeddingIndex.of({
    put: (embeddings) =>
      Effect.forEach(embeddings, ({ id, vector }) => Effect.fromResult(checkVector(id, vector)), {
        discard: true
      }).pipe(Effect.andThen(Effect.sync(() => embeddings.forEach(keep)))),
    remove: (userId, kind, ids) =>
      Effect.sync(() => {
        const named = new Set(ids)
        forget(of(userId, kind).filter(({ id }) => named.has(id)))
      }),
    nearest: (userId, { atLeast = Number.NEGATIVE_INFINITY, kind, limit, space, vectors }) =>
      Effect.forEach(vectors, (vector, position) => Effect.fromResult(checkVector(`${position}`, vector)), {
        discard: true
      }).pipe(
        Effect.andThen(
          Effect.sync(() => {
            const candidates = of(userId, kind).filter((one) => one.space === space)
            return vectors.map((vector) => nearestTo(vector, candidates, { atLeast, limit }))
          })
        )
      ),
    entries: (userId, kind) =>
      Effect.sync(() => Array.sort(of(userId, kind), byId).map(Struct.omit(["vector", "scale"]))),
    spaces: (userId) => Effect.sync(() => [...new Set(ofLearner(userId).map(({ space }) => space))].sort()),
    drop: (userId, space) => Effect.sync(() => forget(ofLearner(userId).filter((one) => one.space === space))),
    flawed: (userId) => Effect.sync(() => ofLearner(userId).flatMap(flawOf)),
    erase: (userId) => Effect.sync(() => void kept.delete(userId)),
    sweep: Effect.void,
    learners: Stream.suspend(() =>
      Stream.fromIterable([...kept].flatMap(([userId, vectors]) => (vectors.size === 0 ? [] : [userId])))
    )
  })
})

// No space has a colon in its name, so no id can be taken for a part of it.
const keyOf = ({ id, kind, space }: Embedding) => `${kind}/${space}:${id}`

const flawOf = ({ id, kind, space, vector }: Embedding): ReadonlyArray<FlawedEmbedding> => {
  const checked = checkVector(id, vector)
  return Result.isFailure(checked) ? [{ kind, id, space, flaw: checked.failure.flaw }] : []
}

/** A short list by quick products, ranked exactly. What is as near as the last of it, or may be, is on it too. */
const nearestTo = (vector: Vector, kept: ReadonlyArray<Kept>, wanted: Wanted): ReadonlyArray<Neighbour> => {
  const [product, scale] = [productsWith(vector), inverseLength(vector)]
  const scores = Float64Array.from(kept, (one) => product(one.vector) * scale * one.scale)
  const least = scores.toSorted().at(-candidatesFor(wanted.limit)) ?? Number.NEGATIVE_INFINITY
  // Where a length is beyond what a number holds, nothing is told by the products.
  const near = kept.filter((_, i) => !((scores[i] ?? 0) < least - blur))
  return provenNeighbours(near, vector, wanted, Number.NEGATIVE_INFINITY) ?? []
}

const byId = Order.combine(
  Order.mapInput(Order.String, ({ id }: Embedding) => id),
  Order.mapInput(Order.String, ({ space }: Embedding) => space)
)
