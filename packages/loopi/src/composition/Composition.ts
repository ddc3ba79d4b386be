/**
 * The ready-made compositions: every port joined with an adapter.
 */
import { join } from "node:path"
import {
  Accounts,
  AccountUseCases,
  Flows,
  type FlowWork,
  type MasterKeysRefused,
  Privacy,
  Projector,
  Runs,
  UseCases
} from "@loopi/core"
import { MemoryDegraded, MemoryMasterKeys } from "@loopi/core/memory"
import type { Embedders } from "@loopi/ai"
import { type Config, Effect, Layer } from "effect"
import * as MasterKeyFile from "../keys/MasterKeyFile.ts"
import * as MasterKeySetting from "../keys/MasterKeySetting.ts"
import { type Adapters, type Joined, joined } from "./adapters.ts"
import * as Makers from "./Makers.ts"
import type { OpenError } from "./OpenError.ts"
import * as Plan from "./Plan.ts"

/** Everything learners can do, and how they sign in. */
export type Opened = UseCases.UseCases | AccountUseCases.AccountUseCases

/** Every use case over what the plan says, and what goes on in the background for as long as it is open. */
export const layer = (plan: Plan.Plan): Layer.Layer<Opened, OpenError> =>
  over(plan, ({ flows }, useCases) =>
    Layer.provideMerge(
      Layer.mergeAll(Projector.layerRun, Runs.layerForgetting, Accounts.layerForgetting, Privacy.layerRun),
      useCases(flows)
    )
  )

/** The same without vectors made and runs carried out: for those who look after everything, or restore it. */
export const layerAtRest = (plan: Plan.Plan): Layer.Layer<Opened, OpenError> =>
  over(plan, (_, useCases) => useCases(noFlows))

/** What every use case stands on: for tests and chores that look beneath them. */
export const layerAdapters = (plan: Plan.Plan): Layer.Layer<Adapters, OpenError> => withKeys(plan, joined(plan))

type UseCasesOver = (flows: Layer.Layer<Flows, OpenError, FlowWork>) => Layer.Layer<Opened, OpenError, Adapters>

/** One opening of the databases, for the use cases and for what carries runs out. */
const over = (
  plan: Plan.Plan,
  build: (adapters: Joined, useCases: UseCasesOver) => Layer.Layer<Opened, OpenError, Adapters>
): Layer.Layer<Opened, OpenError> => {
  const adapters = joined(plan)
  const makers = Makers.layer(plan)
  const useCases: UseCasesOver = (flows) =>
    Layer.merge(UseCases.layer, AccountUseCases.layer).pipe(
      Layer.provide(Layer.provide(flows, UseCases.layerFlowWork)),
      Layer.provide(makers)
    )
  return build(adapters, useCases).pipe(
    Layer.provide(withKeys(plan, adapters)),
    Layer.provideMerge(Layer.mergeAll(Makers.layerPolicy(plan), MemoryDegraded.layer))
  )
}

/** Both the vault and the use case of rotation ask for the master keys. */
const withKeys = (plan: Plan.Plan, { stores }: Joined): Layer.Layer<Adapters, OpenError> =>
  Layer.provideMerge(stores, masterKeysOf(plan))

/** What is begun meanwhile is carried out when somebody opens everything. */
const noFlows = Layer.succeed(Flows, Flows.of({ launch: () => Effect.void, interrupt: () => Effect.void }))

/** What learners' own keys are sealed with. On a server of many processes nobody's file would do. */
const masterKeysOf = (plan: Plan.Plan): Layer.Layer<never, MasterKeysRefused> => {
  if (plan.composition === "memory") return MemoryMasterKeys.layer
  if (plan.masterKeys !== undefined) return MasterKeySetting.layer(plan.masterKeys)
  return plan.composition === "embedded" ? MasterKeyFile.layer(join(plan.directory, "master-key")) : Layer.empty
}

/** The composition that the environment asks for. */
export const layerConfig = (
  options: Plan.DirectoryOptions
): Layer.Layer<Opened, OpenError | Embedders.EmbeddingSettingsRefused | Config.ConfigError> =>
  Layer.unwrap(Effect.map(Plan.fromConfig(options), layer))
