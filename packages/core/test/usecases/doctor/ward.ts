/**
 * Stores in memory whose history can be damaged, as a disk may damage it, and a doctor to look at them.
 */
import {
  Doctor,
  EmbeddingIndex,
  Embeddings,
  type Finding,
  type FlawedEmbedding,
  type Invariant,
  Projector,
  Review,
  ReviewId,
  ReviewLog,
  type Stores,
  type UserId,
  VectorWriter
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { lexical } from "../world.ts"
import { Array, Context, Effect, Layer, Order, Stream } from "effect"

/** What a damaged store answers in the place of a learner's reviews. */
export type Damage = (reviews: ReadonlyArray<Review>) => ReadonlyArray<Review>

export class Knife extends Context.Service<
  Knife,
  {
    damage: Damage
    /** Vectors that are broken until they are removed. */
    broken: ReadonlyArray<FlawedEmbedding>
    /** Learners of whom only reviews are left. */
    strangers: ReadonlyArray<UserId>
  }
>()("@loopi/core/test/usecases/doctor/ward/Knife") {}

const knife = Layer.sync(Knife, () => ({ damage: (reviews) => reviews, broken: [], strangers: [] }))

const damagedLog = Layer.effect(
  ReviewLog,
  Effect.gen(function* () {
    const log = yield* ReviewLog
    const knife = yield* Knife
    const all = (userId: Parameters<typeof log.replay>[0]) =>
      Effect.map(Stream.runCollect(log.replay(userId)), (reviews) => Array.sort(knife.damage(reviews), inOrder))
    return ReviewLog.of({
      ...log,
      learners: Stream.concat(
        log.learners,
        Stream.suspend(() => Stream.fromIterable(knife.strangers))
      ),
      replay: (userId) => Stream.fromIterableEffect(all(userId)),
      ofCard: (userId, cardId) =>
        Effect.map(
          all(userId),
          Array.filter((review) => review.cardId === cardId)
        )
    })
  })
)

const inOrder = Order.combine(
  Order.mapInput(Order.String, (review: Review) => review.cardId),
  Order.mapInput(Order.Number, (review: Review) => review.version)
)

const damagedIndex = Layer.effect(
  EmbeddingIndex,
  Effect.gen(function* () {
    const index = yield* EmbeddingIndex
    const knife = yield* Knife
    return EmbeddingIndex.of({
      ...index,
      flawed: () => Effect.sync(() => knife.broken),
      remove: (userId, kind, ids) => {
        knife.broken = knife.broken.filter(({ id }) => !ids.includes(id))
        return index.remove(userId, kind, ids)
      }
    })
  })
).pipe(Layer.provide(MemoryEmbeddingIndex.layer))

export const ward: Layer.Layer<Doctor | Projector | EmbeddingIndex | Stores | Knife> = Doctor.layer.pipe(
  Layer.provideMerge(Projector.layer),
  Layer.provide(VectorWriter.layer),
  Layer.provide(Embeddings.layer),
  Layer.provide(lexical),
  Layer.provideMerge(Layer.mergeAll(damagedLog, damagedIndex)),
  Layer.provideMerge(MemoryStores.layer),
  Layer.provideMerge(knife)
)

/** A card of a new goal that was rated so, a day each. Its vectors are there. */
export const newStudied = Effect.fnUntraced(function* (ratings: ReadonlyArray<Review["rating"]>) {
  const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
  const studied = yield* fixtures.study(yield* fixtures.newStudied(goal), ratings)
  yield* (yield* Projector).catchUp
  return studied
})

export const findings: Effect.Effect<ReadonlyArray<Finding>, never, Doctor> = Doctor.use(({ check }) =>
  Effect.map(
    Stream.runCollect(check),
    Array.flatMap((step) => step.findings)
  )
)

/** Which invariants are broken, and in which rows. */
export const diagnosis = Effect.map(
  findings,
  Array.map(({ invariant, rowId }): readonly [Invariant, string] => [invariant, rowId])
)

export const repair = Doctor.use(({ repair }) => Stream.runDrain(repair))

/** The same review under another id. */
export const twinOf = (review: Review, id: string): Review => Review.make({ ...review, id: ReviewId.make(id) })
