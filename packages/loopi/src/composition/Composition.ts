/**
 * The ready-made compositions: every port joined with an adapter.
 */
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import { type EmbeddingIndex, type MasterKeysRefused, type Stores, UseCases } from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryMasterKeys, MemoryStores } from "@loopi/core/memory"
import { LanceEmbeddingIndex, type VectorStoreUnusable } from "@loopi/lancedb"
import { type Embedded, Postgres } from "@loopi/postgres"
import { type Config, Effect, Layer } from "effect"
import * as MasterKeyFile from "../keys/MasterKeyFile.ts"
import * as MasterKeySetting from "../keys/MasterKeySetting.ts"
import * as Plan from "./Plan.ts"

/** What can go wrong while a composition opens its databases. */
export type OpenError =
  | Plan.CompositionRefused
  | Embedded.EmbeddedError
  | Postgres.OpenError
  | VectorStoreUnusable
  | MasterKeysRefused

/** Every use case over what the plan says. */
export const layer = (plan: Plan.Plan): Layer.Layer<UseCases.UseCases, OpenError> =>
  UseCases.layer.pipe(Layer.provide(adaptersOf(plan)), Layer.provide(Offline.layer))

/** What every use case stands on: for tests and chores that look beneath them. */
export const adaptersOf = (plan: Plan.Plan): Layer.Layer<Stores | EmbeddingIndex, OpenError> =>
  // Both the vault and the use case of rotation ask for the master keys.
  Layer.provideMerge(storesOf(plan), masterKeysOf(plan))

const storesOf = (plan: Plan.Plan): Layer.Layer<Stores | EmbeddingIndex, OpenError> => {
  switch (plan.composition) {
    case "memory":
      return Layer.mergeAll(MemoryStores.layer, MemoryEmbeddingIndex.layer)
    case "embedded":
      return Layer.mergeAll(
        Postgres.layerEmbedded({ directory: join(plan.directory, "postgres") }),
        LanceEmbeddingIndex.layer({ directory: plan.lancedb })
      )
    case "hybrid":
    case "postgres":
      return Layer.mergeAll(
        Postgres.layerUrl(plan.server.url, { ownerUrl: plan.server.ownerUrl }),
        LanceEmbeddingIndex.layer({ directory: join(plan.directory, "lancedb") })
      )
  }
}

/** What learners' own keys are sealed with. On a server of many processes nobody's file would do. */
const masterKeysOf = (plan: Plan.Plan): Layer.Layer<never, MasterKeysRefused> => {
  if (plan.composition === "memory") return MemoryMasterKeys.layer
  if (plan.masterKeys !== undefined) return MasterKeySetting.layer(plan.masterKeys)
  return plan.composition === "embedded" ? MasterKeyFile.layer(join(plan.directory, "master-key")) : Layer.empty
}

/** The composition that the environment asks for. */
export const layerConfig = (
  options: Plan.DirectoryOptions
): Layer.Layer<UseCases.UseCases, OpenError | Config.ConfigError> =>
  Layer.unwrap(Effect.map(Plan.fromConfig(options), layer))
