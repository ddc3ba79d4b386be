/**
 * Makes every vector anew, while everything goes on: in the space there is, or in that of another embedder.
 */
import { Context, Effect, Layer, Schema, Stream } from "effect"
import { type EmbeddedKind, SpaceId } from "../../domain/vectors/Embedding.ts"
import { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../domain/users/User.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { Embeddings } from "./Embeddings.ts"
import { Projector } from "./Projector.ts"

/** There is no embedder for the space. */
export class SpaceUnknown extends Schema.TaggedError<SpaceUnknown>()("SpaceUnknown", {
  space: Schema.String,
  known: Schema.Array(SpaceId)
}) {}

/** Some vectors could not be made. What is done is kept, and the next reindex goes on from there. */
export class ReindexStalled extends Schema.TaggedError<ReindexStalled>()("ReindexStalled", {
  waiting: Schema.Int,
  failure: Schema.String
}) {}

export interface ReindexProgress {
  readonly done: number
  readonly total: number
}

export const ReindexReport = Schema.Struct({
  space: SpaceId,
  /** Vectors made, or removed because their goal or flashcard is gone. */
  done: Schema.Int,
  /** An earlier reindex was interrupted, and this one went on with it. */
  resumed: Schema.Boolean,
  /** Spaces that nobody is searched in any longer. */
  dropped: Schema.Array(SpaceId)
})
export type ReindexReport = typeof ReindexReport.Type

export class Reindex extends Context.Service<
  Reindex,
  {
    /**
     * Fills the space, of the present embedder unless another is named, with the vectors of everybody. Until that is
     * complete, each learner is searched where they were before; then the other spaces are dropped.
     */
    readonly run: (
      options?: { readonly space?: string },
      onProgress?: (progress: ReindexProgress) => Effect.Effect<void>
    ) => Effect.Effect<ReindexReport, SpaceUnknown | ReindexStalled | StoreUnavailable>
  }
>()("@loopi/core/usecases/vectors/Reindex") {
  static readonly layer: Layer.Layer<
    Reindex,
    never,
    GoalStore | FlashcardStore | VectorWork | EmbeddingIndex | Embeddings | Projector
  > = Layer.effect(
    Reindex,
    Effect.gen(function* () {
      const work = yield* VectorWork
      const { present, spaces } = yield* Embeddings
      const { enqueueGone } = yield* enqueuingGone
      const drain = yield* draining
      const dropOthers = yield* dropping

      const run = Effect.fn("Reindex.run")(function* (
        { space = present.space }: { readonly space?: string } = {},
        onProgress: (progress: ReindexProgress) => Effect.Effect<void> = () => Effect.void
      ) {
        const target = spaces.find((it) => it.space === space)?.space
        if (target === undefined) {
          return yield* SpaceUnknown.make({ space, known: spaces.map(({ space }) => space) })
        }

        const left = yield* work.waitingFor(target)
        const total = (left > 0 ? left : yield* work.enqueueAll(target)) + (yield* enqueueGone)
        const done = yield* drain(target, total, onProgress)
        return { space: target, done, resumed: left > 0, dropped: yield* dropOthers(target) }
      })

      return Reindex.of({ run })
    })
  )
}

/** Enqueues what has vectors but is gone, and says how many. */
const enqueuingGone = Effect.gen(function* () {
  const [goals, cards, work, index] = [
    yield* GoalStore,
    yield* FlashcardStore,
    yield* VectorWork,
    yield* EmbeddingIndex
  ]

  const liveOf = (userId: UserId, kind: EmbeddedKind, ids: ReadonlyArray<string>) =>
    kind === "goal" ? goals.list(userId) : cards.many(userId, ids.filter(isId))

  const ofLearner = Effect.fnUntraced(function* (userId: UserId, kind: EmbeddedKind) {
    const ids = [...new Set((yield* index.entries(userId, kind)).map(({ id }) => id))]
    const live = new Set<string>((yield* liveOf(userId, kind, ids)).map(({ id }) => id))
    const orphans = ids.filter((id) => !live.has(id))
    // What is no id of ours cannot be enqueued, and nobody can be writing it just now.
    yield* index.remove(
      userId,
      kind,
      orphans.filter((id) => !isId(id))
    )
    yield* work.enqueue(userId, kind, orphans.filter(isId))
    return orphans.length
  })

  const ofBoth = (userId: UserId) =>
    Effect.zipWith(ofLearner(userId, "goal"), ofLearner(userId, "flashcard"), (goals, cards) => goals + cards)
  return { enqueueGone: Stream.runSum(Stream.mapEffect(index.learners, ofBoth)) }
})

const isId = Schema.is(FlashcardId)

/** Works until nothing waits for the space. Gives up when half a minute brings nothing forward. */
const draining = Effect.gen(function* () {
  const work = yield* VectorWork
  const projector = yield* Projector

  return Effect.fnUntraced(function* (
    space: SpaceId,
    total: number,
    onProgress: (progress: ReindexProgress) => Effect.Effect<void>
  ) {
    let done = 0
    let waited = 0
    let left = total
    while (left > 0) {
      const taken = yield* projector.step
      if (taken === 0) {
        const waiting = yield* work.waitingFor(space)
        waited = waiting < left ? 0 : waited + 1
        left = waiting
        if (left > 0 && waited > 30) {
          const { lastFailure } = yield* work.summary
          return yield* ReindexStalled.make({ waiting, failure: lastFailure ?? "nobody takes it" })
        }
        if (left > 0) yield* Effect.sleep("1 second")
      }
      done = taken === 0 ? total - left : Math.min(done + taken, total)
      yield* onProgress({ done, total })
    }
    return total
  })
})

/** Has everybody searched in the space, by dropping the others. */
const dropping = Effect.gen(function* () {
  const index = yield* EmbeddingIndex

  return Effect.fnUntraced(function* (target: SpaceId) {
    const dropped = new Set<SpaceId>()
    const learners = yield* Stream.runCollect(index.learners)
    for (const learner of learners) {
      for (const space of yield* index.spaces(learner)) {
        if (space === target) continue
        dropped.add(space)
        yield* index.drop(learner, space)
      }
    }
    return [...dropped].toSorted()
  })
})
