/**
 * The Node server that the API runs on, and how it goes away.
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Ids } from "@loopi/core"
import { type Context, Effect, Layer } from "effect"
import { HttpServer } from "effect/http"
import type { Duplex } from "node:stream"
import { isLoopback } from "../security/ipOf.ts"
import { TrustedOrigins } from "../authentication/forgery.ts"
import { type ClientError, refuse } from "./clientErrors.ts"
import { Draining } from "./Draining.ts"
import { drainingOf } from "./drainingOf.ts"
import { inTurns } from "./inTurns.ts"
import { nodeServer } from "./nodeServer.ts"
import { CurrentSettings, defaults, HostNotExposed, type ServerSettings } from "./ServerSettings.ts"

export type Options = Partial<ServerSettings>

/** A server with these settings; those that are left out are as by default. */
export const layer = (options: Options = {}) =>
  Layer.unwrap(Effect.map(checked({ ...defaults, ...options }), listening))

/** Instead of a server of ours, what `Http.routes` need to be served by that of a host app, which is exposed by it. */
export const hosted = (options: Pick<Options, "hosts" | "corsOrigins" | "maxWatches"> = {}) =>
  Layer.mergeAll(HttpServer.layerServices, settled({ ...defaults, host: "0.0.0.0", exposed: true, ...options }))

/** Where the server really listens: http://127.0.0.1:49152 */
export const address: Effect.Effect<string, never, HttpServer.HttpServer> = HttpServer.addressFormattedWith(
  Effect.succeed
)

/** Refuses to be reached by others by mistake. */
export const checked = Effect.fnUntraced(function* (settings: ServerSettings) {
  const hosts = [settings.host, ...(settings.adminPort === undefined ? [] : [settings.adminHost])]
  const open = hosts.find((host) => !isLoopback(host))
  return settings.exposed || open === undefined ? settings : yield* HostNotExposed.make({ host: open })
})

const listening = (settings: ServerSettings) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const server = nodeServer(settings).on("clientError", yield* refusing)
      const { host, port } = settings
      const draining = yield* drainingOf(server, settings)
      return Layer.mergeAll(
        NodeHttpServer.layer(() => server, { host, port }),
        settled(settings),
        Layer.succeed(Draining, draining)
      )
    })
  )

const settled = (settings: ServerSettings) =>
  Layer.mergeAll(Layer.succeed(CurrentSettings, settings), Layer.succeed(TrustedOrigins, settings.corsOrigins))

/** Names the answers to what never became a request, as every other one is named. */
const refusing = Effect.contextWith((context: Context.Context<never>) => {
  const oneByOne = inTurns(20)
  const run = Effect.runForkWith(context)
  return Effect.succeed((error: ClientError, socket: Duplex) =>
    oneByOne(() => void run(Ids.use((ids) => Effect.map(ids.next, (requestId) => refuse(error, socket, requestId)))))
  )
})
