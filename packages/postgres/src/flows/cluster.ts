/**
 * The machines that share flows, told of each other by the database. Those without an address look for what is theirs
 * twice a second; those with one are also told at once.
 */
import { layerClientProtocol, layerSocketServer } from "@effect/platform-node/NodeClusterSocket"
import { Ids } from "@loopi/core"
import { Effect, Layer, Option, References } from "effect"
import {
  type MessageStorage,
  RunnerAddress,
  RunnerHealth,
  Runners,
  Sharding,
  ShardingConfig,
  SocketRunner,
  SqlMessageStorage,
  SqlRunnerStorage
} from "effect/cluster"
import { Digest } from "effect/crypto"
import { RpcSerialization } from "effect/rpc"
import type { SqlClient } from "effect/sql"
import { FlowsAddressRefused, type MachineAddress } from "./MachineAddress.ts"

type Cluster = Sharding.Sharding | MessageStorage.MessageStorage

/** Nobody listens on a network: each machine has a name that no other has. */
export const alone: Layer.Layer<Cluster, never, SqlClient.SqlClient> = Layer.unwrap(
  Effect.map(
    Effect.flatMap(Ids, ({ next }) => next),
    (name) =>
      Sharding.layer.pipe(
        Layer.provideMerge(Runners.layerNoop),
        Layer.provide(RunnerHealth.layerNoop),
        Layer.provideMerge(storage),
        Layer.provide([settingsOf(RunnerAddress.make(name, 0)), quiet])
      )
  )
)

/** Listens where other machines reach it. */
export const reachable = (address: MachineAddress): Layer.Layer<Cluster, FlowsAddressRefused, SqlClient.SqlClient> => {
  const health = RunnerHealth.layerPing.pipe(Layer.provide(Runners.layerRpc))
  return SocketRunner.layer.pipe(
    Layer.provide(Layer.merge(layerSocketServer, health)),
    Layer.provide(layerClientProtocol),
    Layer.catchTag("SocketServerError", () => Layer.effectContext(refused(address))),
    Layer.provideMerge(storage),
    Layer.provide([settingsOf(RunnerAddress.make(address.host, address.port)), quiet]),
    Layer.provide(RpcSerialization.layerSchemaBinary())
  )
}

const refused = ({ host, port }: MachineAddress) => FlowsAddressRefused.make({ host, port, reason: "cannot_listen" })

const storage = Layer.merge(SqlMessageStorage.layerStorage({}), SqlRunnerStorage.layerStorage({})).pipe(
  Layer.provide(Digest.layerWebCrypto)
)

/** It warns of every end of the last machine, and of what it does about it by itself. */
const quiet = Layer.succeed(References.MinimumLogLevel, "Error")

const settingsOf = (address: RunnerAddress.RunnerAddress) =>
  ShardingConfig.layer({
    runnerAddress: Option.some(address),
    shardsPerGroup: 32,
    // Locks of sessions do not work through a pooler: machines hold their shards by rows, and keep those fresh.
    shardLockDisableAdvisory: true,
    shardLockRefreshInterval: "3 seconds",
    // Whoever is not heard of for so long is taken for dead.
    shardLockExpiration: "10 seconds",
    refreshAssignmentsInterval: "1 second",
    // A program that only does one thing and ends is gone before it takes anything over.
    runnerJoinDebounce: "5 seconds",
    entityMessagePollInterval: "500 millis",
    // Whoever launches a run waits for no answer.
    entityReplyPollInterval: "10 seconds",
    // What is at work when its shard goes to another machine is let go after this long: `carriedOutIn`.
    entityTerminationTimeout: "1 second",
    simulateRemoteSerialization: false
  })
