/**
 * The ready-made compositions: every port joined with an adapter.
 */
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import { type MasterKeysRefused, Projector, UseCases } from "@loopi/core"
import { MemoryFlows, MemoryMasterKeys } from "@loopi/core/memory"
import { type Config, Effect, Layer } from "effect"
import * as MasterKeyFile from "../keys/MasterKeyFile.ts"
import * as MasterKeySetting from "../keys/MasterKeySetting.ts"
import { type Adapters, adaptersOf } from "./adapters.ts"
import type { OpenError } from "./OpenError.ts"
import * as Plan from "./Plan.ts"

/** Every use case over what the plan says, and what goes on in the background for as long as it is open. */
export const layer = (plan: Plan.Plan): Layer.Layer<UseCases.UseCases, OpenError> =>
  Layer.provideMerge(Projector.layerRun, layerAtRest(plan))

/** The same without making vectors in the background: for those who look after everything, or restore it. */
export const layerAtRest = (plan: Plan.Plan): Layer.Layer<UseCases.UseCases, OpenError> =>
  UseCases.layer.pipe(
    Layer.provide(MemoryFlows.layer.pipe(Layer.provide(UseCases.layerFlowWork))),
    Layer.provide(layerAdapters(plan)),
    Layer.provide(Offline.layer)
  )

/** What every use case stands on: for tests and chores that look beneath them. */
export const layerAdapters = (plan: Plan.Plan): Layer.Layer<Adapters, OpenError> =>
  // Both the vault and the use case of rotation ask for the master keys.
  Layer.provideMerge(adaptersOf(plan), masterKeysOf(plan))

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
