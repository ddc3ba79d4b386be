/**
 * Everything a learner leaves traces in, in memory, with an archive behind the journal.
 */
import {
  Archiving,
  Doctor,
  type EmbeddingIndex,
  Embeddings,
  eraseArchived,
  Erasers,
  Inspections,
  inspectArchive,
  Privacy,
  Projector,
  type ReviewArchive,
  type ReviewDrain,
  type Stores,
  TieredReviewLog,
  VectorWriter
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryReviewArchive, MemoryReviewJournal, MemoryStores } from "@loopi/core/memory"
import { Context, Effect, Layer } from "effect"
import { lexical } from "../world.ts"

const tiered = Layer.mergeAll(
  TieredReviewLog.layer,
  Layer.tap(Archiving.layer, (archiving) => Effect.orDie(Context.get(archiving, Archiving).begin)),
  Layer.effect(
    Erasers,
    Effect.map(eraseArchived, (archived) => [archived])
  ),
  Layer.effect(
    Inspections,
    Effect.map(inspectArchive, (archive) => [archive])
  )
).pipe(
  Layer.provideMerge(MemoryReviewJournal.layer({ keeps: "1 hour" })),
  Layer.provideMerge(MemoryReviewArchive.layer)
)

export type World = Privacy | Doctor | Projector | Archiving | EmbeddingIndex | ReviewArchive | ReviewDrain | Stores

export const world: Layer.Layer<World> = Layer.mergeAll(Privacy.layer, Doctor.layer).pipe(
  Layer.provideMerge(Projector.layer),
  Layer.provide(VectorWriter.layer),
  Layer.provide(Embeddings.layer),
  Layer.provide(lexical),
  Layer.provideMerge(Layer.merge(tiered, MemoryEmbeddingIndex.layer)),
  Layer.provideMerge(MemoryStores.layer)
)
