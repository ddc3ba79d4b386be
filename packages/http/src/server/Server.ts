/**
 * The Node server that the API runs on: the only file that knows Node.
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Ids } from "@loopi/core"
import { type Context, Duration, Effect, Layer } from "effect"
import { HttpServer } from "effect/http"
import type { RequestListener, Server } from "node:http"
import { Socket } from "node:net"
import type { Duplex } from "node:stream"
import { endingWatches } from "./endingWatches.ts"
import type { ProblemCode } from "../errors.ts"
import { problemContentType, problemOf } from "../Problem.ts"
import { requestIdHeader } from "../RequestId.ts"

export interface Options {
  /** 0 takes a free port; `address` says which. */
  readonly port: number
  /** 127.0.0.1 unless told otherwise: nobody but this machine. */
  readonly host?: string
  /** How long a request may take to arrive. */
  readonly requestTimeout?: Duration.Input
  /** How long requests in progress may take to end once the server stops. */
  readonly drainTimeout?: Duration.Input
}

/** Stops taking requests when its scope closes, and lets those in progress end. */
export const layer = (options: Options) =>
  Layer.unwrap(
    Effect.contextWith((context: Context.Context<never>) => {
      const onClientError = (error: ClientError, socket: Duplex) =>
        void Effect.runForkWith(context)(
          Effect.map(
            Ids.use((ids) => ids.next),
            (requestId) => refuse(error, socket, requestId)
          )
        )
      const { drainTimeout = "20 seconds", host = "127.0.0.1", port, requestTimeout = "30 seconds" } = options
      const timeout = Duration.toMillis(Duration.fromInputUnsafe(requestTimeout))
      const listen = { port, host, gracefulShutdownTimeout: drainTimeout }
      return Effect.succeed(
        NodeHttpServer.layer(() => answerEarly(createNodeServer(timeout)).on("clientError", onClientError), listen)
      )
    })
  )

/** Where the server really listens: http://127.0.0.1:49152 */
export const address: Effect.Effect<string, never, HttpServer.HttpServer> = HttpServer.addressFormattedWith(
  Effect.succeed
)

/** Node looks at its time-outs only every 30 seconds unless told otherwise. */
const createNodeServer = (requestTimeout: number): Server =>
  endingWatches({
    headersTimeout: Math.min(10_000, requestTimeout),
    requestTimeout,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16_384,
    // Refused by `HostGuard`, in our words.
    requireHostHeader: false
  })

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

/** Answers what never became a request. */
const refuse = (error: ClientError, socket: Duplex, requestId: string): void => {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(codes[error.code ?? ""] ?? "malformed_request", requestId)
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${problemContentType}`,
    `Content-Length: ${body.length}`,
    `${requestIdHeader}: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close"
  ]
  // Callers that never hang up are hung up on, but not before they could read why.
  if (socket instanceof Socket) socket.setTimeout(500, () => socket.destroy())
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`)
}

interface ClientError extends Error {
  readonly code?: string
}

const codes: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout"
}
