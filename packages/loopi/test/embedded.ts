/**
 * The embedded composition with its ports in reach, for programs that are killed while they write.
 */
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import { UseCases } from "@loopi/core"
import { TestFlows } from "@loopi/core/testing"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Postgres } from "@loopi/postgres"
import { Layer } from "effect"

export const layer = (directory: string) =>
  UseCases.layer.pipe(
    Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
    Layer.provideMerge(Postgres.layerEmbedded({ directory: join(directory, "postgres") })),
    Layer.provide(LanceEmbeddingIndex.layer({ directory: join(directory, "lancedb") })),
    Layer.provide(Offline.layer)
  )
