/**
 * Flows that machines share over a Postgres server, each carried out by one of them, and by another one should it die.
 */
import type { PgClient } from "@effect/sql-pg"
import type { Flows, FlowWork } from "@loopi/core"
import { Effect, Layer } from "effect"
import type { SqlError } from "effect/sql"
import type { PostgresUnusable } from "../checks/PostgresUnusable.ts"
import { checked, type FlowsAddressRefused, type MachineAddress } from "./MachineAddress.ts"

export { FlowsAddressRefused } from "./MachineAddress.ts"
export type { MachineAddress } from "./MachineAddress.ts"

export interface ClusterFlowsOptions {
  /**
   * Where other machines reach this one, to be told of work at once: all of them have one, each its own, or none has and
   * all look for it.
   */
  readonly address?: MachineAddress | undefined
}

/** Over a client of a database that is up to date. It needs a Postgres server. */
export const layerWith = ({
  address
}: ClusterFlowsOptions): Layer.Layer<
  Flows,
  SqlError.SqlError | PostgresUnusable | FlowsAddressRefused,
  FlowWork | PgClient.PgClient
> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const machine = address && (yield* checked(address))
      // Loading the engine takes longer than opening a database: whoever needs none does without.
      const { cluster, engine, FlowsClient, retention } = yield* Effect.promise(() => import("./loaded.ts"))
      return engine.layer.pipe(
        Layer.merge(Layer.effectDiscard(Effect.forkScoped(retention.run))),
        Layer.provide(machine === undefined ? cluster.alone : cluster.reachable(machine)),
        Layer.provide(FlowsClient.layer)
      )
    })
  )

/** For machines that are not told of each other's work. */
export const layer = layerWith({})
