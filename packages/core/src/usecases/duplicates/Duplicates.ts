/**
 * Finds out whether cards ask for what the learner has a card for already.
 */
import { Context, Effect, Layer } from "effect"
import { type Candidate, type CardSides, repeatsAmong } from "../../domain/duplicates/Duplicates.ts"
import { type SpaceId, type Thresholds, thresholdsOf, type Vector } from "../../domain/vectors/Embedding.ts"
import { FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import {
  CheckSkipped,
  type DuplicateHit,
  leastTelling,
  shortestComparable,
  skippedBy
} from "../../domain/duplicates/Similarity.ts"
import type { UserId } from "../../domain/users/User.ts"
import { CurrentPolicy } from "../../ports/CurrentPolicy.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"
import { Embeddings, type MeaningSpace } from "../vectors/Embeddings.ts"
import { orSkipped } from "../orSkipped.ts"
import { thresholdsIn } from "./thresholdsIn.ts"

export class Duplicates extends Context.Service<
  Duplicates,
  {
    /**
     * What each candidate repeats, nearest first: cards that are kept, and candidates before it that repeat nothing
     * themselves. Every hit says by which rule.
     */
    readonly check: (
      userId: UserId,
      candidates: ReadonlyArray<Candidate>
    ) => Effect.Effect<ReadonlyArray<ReadonlyArray<DuplicateHit>>, CheckSkipped | StoreUnavailable>
  }
>()("@loopi/core/usecases/duplicates/Duplicates") {
  static readonly layer: Layer.Layer<Duplicates, never, FlashcardStore | ThresholdStore | Embeddings> = Layer.effect(
    Duplicates,
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const store = yield* ThresholdStore
      const embeddings = yield* Embeddings
      const policy = yield* CurrentPolicy
      const lastThresholds = new Map<SpaceId, Thresholds>()

      const check = Effect.fn("Duplicates.check")(function* (userId: UserId, candidates: ReadonlyArray<Candidate>) {
        if (candidates.length === 0) return []
        if (candidates.every((it) => it.question.length < shortestComparable)) {
          return yield* CheckSkipped.make({ reason: "content_too_short" })
        }
        const meaning = yield* orSkipped(embeddings.searched(userId))
        const { neighbours, thresholds, vectors } = yield* searched(meaning, userId, candidates)
        const kept = yield* keptSides(userId, neighbours.flat())

        const beside = candidates.map((candidate, i) => ({
          candidate,
          vector: vectors[i] ?? new Float32Array(),
          near: (neighbours[i] ?? []).flatMap(({ id, score }) => {
            const card = kept.get(id)
            return card === undefined ? [] : [{ card, score }]
          })
        }))
        return repeatsAmong(beside, meaning.space, thresholds).map((hits) => hits.slice(0, policy.duplicatesShown))
      })

      /** By the thresholds found last, so that nobody waits for those in use. Where they are others, it is done again. */
      const searched = Effect.fnUntraced(function* (
        { embed, nearest, space }: MeaningSpace,
        userId: UserId,
        candidates: ReadonlyArray<Candidate>
      ) {
        const near = (vectors: ReadonlyArray<Vector>, thresholds: Thresholds) =>
          orSkipped(nearest(userId, "flashcard", vectors, neighboursRead, leastTelling(thresholds)))
        const expected = lastThresholds.get(space) ?? thresholdsOf(space)
        const first = embed(candidates.map(({ question }) => question)).pipe(
          Effect.catchTag("EmbedderFailed", skippedBy),
          Effect.bindTo("vectors"),
          Effect.bind("neighbours", ({ vectors }) => near(vectors, expected))
        )
        const [thresholds, { neighbours, vectors }] = yield* Effect.all([thresholdsIn(store, space), first], {
          concurrency: 2
        })
        lastThresholds.set(space, thresholds)
        const isSame = leastTelling(thresholds) === leastTelling(expected)
        return { thresholds, vectors, neighbours: isSame ? neighbours : yield* near(vectors, thresholds) }
      })

      const keptSides = Effect.fnUntraced(function* (
        userId: UserId,
        neighbours: ReadonlyArray<{ readonly id: string }>
      ) {
        const wanted = new Set(neighbours.map(({ id }) => id))
        const found = yield* cards.sides(
          userId,
          [...wanted].map((id) => FlashcardId.make(id))
        )
        return new Map<string, CardSides>(found.map((card) => [card.id, card]))
      })

      return Duplicates.of({ check })
    })
  )
}

/** Neighbours read for each candidate: among templates ("capital of ...") the true duplicate is not always the first. */
const neighboursRead = 10
