/**
 * How the server listens, whom it answers, and how long it waits for whom: with the values that it has by itself.
 */
import { Context, type Duration, Schema } from "effect"
import type { IpNetwork } from "effect/net"

export interface ServerSettings {
  /** The address to listen on. */
  readonly host: string
  /** 0 takes a free one; `Server.address` says which. */
  readonly port: number
  /** Whether others than this machine may reach it: else only loopback is listened on. */
  readonly exposed: boolean
  /** Names it is asked for by, besides those of the local machine. None: on loopback no other, else any. */
  readonly hosts: ReadonlyArray<string>
  /** Pages of these origins may ask, in the name of whoever is signed in. */
  readonly corsOrigins: ReadonlyArray<string>
  /** Whose word is taken for the address of a client. */
  readonly trustedProxies: ReadonlyArray<IpNetwork.IpNetwork>
  readonly maxConnections: number
  /** From one address; trusted proxies may have as many as there are. */
  readonly maxConnectionsPerAddress: number
  /** How long the headers of a request may take to arrive. */
  readonly headerTimeout: Duration.Input
  /** How long a whole request may. */
  readonly requestTimeout: Duration.Input
  /** How long a connection stays open between requests. */
  readonly idleTimeout: Duration.Input
  /** How long it still takes requests after saying that it goes away. None: 5 seconds where it is exposed. */
  readonly drainDelay: Duration.Input | undefined
  /** How long requests in progress may then take to end. */
  readonly drainTimeout: Duration.Input
  /** How many may watch runs at once. */
  readonly maxWatches: number
  readonly maxWatchesPerLearner: number
  /** Where those who watch over it ask for metrics and readiness: apart from everybody else. None: nowhere. */
  readonly adminPort: number | undefined
  readonly adminHost: string
}

export const defaults: ServerSettings = {
  host: "127.0.0.1",
  port: 3000,
  exposed: false,
  hosts: [],
  corsOrigins: [],
  trustedProxies: [],
  maxConnections: 2_000,
  maxConnectionsPerAddress: 256,
  headerTimeout: "10 seconds",
  requestTimeout: "30 seconds",
  idleTimeout: "5 seconds",
  drainDelay: undefined,
  drainTimeout: "20 seconds",
  maxWatches: 500,
  maxWatchesPerLearner: 10,
  adminPort: undefined,
  adminHost: "127.0.0.1"
}

/** Those of the server that is being asked. */
export const CurrentSettings = Context.Reference<ServerSettings>("@loopi/http/server/ServerSettings/CurrentSettings", {
  defaultValue: () => defaults
})

/** Others would reach the server, and nobody said that they may. */
export class HostNotExposed extends Schema.TaggedError<HostNotExposed>()("HostNotExposed", { host: Schema.String }) {}
