/**
 * The Node server that the API runs on: the only file that knows Node.
 */
import { NodeHttpServer } from "@effect/platform-node"
import { type Duration, Effect } from "effect"
import { HttpServer } from "effect/http"
import { createServer, type Server } from "node:http"
import type { Duplex } from "node:stream"
import type { ProblemCode } from "./errors.ts"
import { problemContentType, problemOf } from "./Problem.ts"

export interface Options {
  /** 0 takes a free port; `address` says which. */
  readonly port: number
  /** 127.0.0.1 unless told otherwise: nobody but this machine. */
  readonly host?: string
  /** How long requests in progress may take to end once the server stops. */
  readonly drainTimeout?: Duration.Input
}

/** Stops taking requests when its scope closes, and lets those in progress end. */
export const layer = ({ drainTimeout = "20 seconds", host = "127.0.0.1", port }: Options) =>
  NodeHttpServer.layer(createNodeServer, { port, host, gracefulShutdownTimeout: drainTimeout })

/** Where the server really listens: http://127.0.0.1:49152 */
export const address: Effect.Effect<string, never, HttpServer.HttpServer> = HttpServer.addressFormattedWith(
  Effect.succeed
)

/** Node looks at its time-outs only every 30 seconds unless told otherwise. */
const createNodeServer = (): Server =>
  createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16_384,
    // Refused by `HostGuard`, in our words.
    requireHostHeader: false
  }).on("clientError", refuse)

/** Answers what never became a request. */
const refuse = (error: Error & { readonly code?: string }, socket: Duplex): void => {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(codes[error.code ?? ""] ?? "malformed_request", "")
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${problemContentType}`,
    `Content-Length: ${body.length}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close"
  ]
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`)
}

const codes: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout"
}
