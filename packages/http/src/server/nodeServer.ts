/**
 * Node's own server with our limits, which answers from the first moment on and ends when it is told to.
 */
import { Duration } from "effect"
import { createServer, type RequestListener, type Server } from "node:http"
import { problemContentType, problemOf } from "../problems/Problem.ts"
import { isTrusted } from "../security/ClientAddress.ts"
import { ipOf } from "../security/ipOf.ts"
import { limitConnections } from "./limitConnections.ts"
import { limitPipelines } from "./limitPipelines.ts"
import type { ServerSettings } from "./ServerSettings.ts"

export const nodeServer = (settings: ServerSettings): Server =>
  // Last, as it gives way to the next who listens for requests.
  answerEarly(
    limitConnections(limitPipelines(expectingNothing(withTimeouts(settings))), {
      inAll: settings.maxConnections,
      perAddress: settings.maxConnectionsPerAddress,
      isExempt: (address) => isProxy(address, settings),
      quiet: millis(settings.requestTimeout)
    })
  )

const isProxy = (address: string, { trustedProxies }: ServerSettings): boolean => {
  const ip = ipOf(address)
  return ip !== undefined && isTrusted(ip, trustedProxies)
}

/** Node looks at its time-outs only every 30 seconds unless told otherwise. */
const withTimeouts = ({ headerTimeout, idleTimeout, requestTimeout }: ServerSettings): Server =>
  createServer({
    headersTimeout: Math.min(millis(headerTimeout), millis(requestTimeout)),
    requestTimeout: millis(requestTimeout),
    keepAliveTimeout: millis(idleTimeout),
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16_384,
    // Refused by `HostGuard`, in our words.
    requireHostHeader: false
  })

const millis = (duration: Duration.Input): number => Duration.toMillis(Duration.fromInputUnsafe(duration))

/** Node refuses expectations that it does not know, in words of its own: they may as well be passed over (RFC 9110). */
const expectingNothing = (server: Server): Server =>
  server.on("checkExpectation", (request, response) => void server.emit("request", request, response))

/**
 * Answers requests that come before the API is attached: Node would leave them without an answer for ever, and the end
 * of the server would wait for them.
 */
const answerEarly = (server: Server): Server => {
  const step = (event: string) => {
    if (event === "request") server.off("request", notReady).off("newListener", step)
  }
  return server.on("request", notReady).on("newListener", step)
}

const notReady: RequestListener = (_request, response) => {
  const problem = problemOf("unavailable", "")
  response.writeHead(problem.status, { "content-type": problemContentType, "retry-after": "1" })
  response.end(JSON.stringify(problem))
}
