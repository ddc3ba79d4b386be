/**
 * Answers what never became a request: too slow, too large, or not HTTP at all.
 */
import { Predicate } from "effect"
import { Socket } from "node:net"
import type { Duplex } from "node:stream"
import type { ProblemCode } from "../problems/errors.ts"
import { problemContentType, problemOf } from "../problems/Problem.ts"
import { requestIdHeader } from "../requests/RequestId.ts"

export interface ClientError extends Error {
  readonly code?: string
}

export const refuse = (error: ClientError, socket: Duplex, requestId: string): void => {
  if (error.code === "ECONNRESET" || !socket.writable || hasAskedNothing(socket) || isBeingAnswered(socket)) {
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

/** An answer to no question would be taken for the answer to the next one. */
const hasAskedNothing = (socket: Duplex): boolean => socket instanceof Socket && socket.bytesRead === 0

/** Node keeps the answer that goes out on a connection under this name; a second one would end up in the middle of it. */
const isBeingAnswered = (socket: Duplex): boolean =>
  Predicate.hasProperty(socket, "_httpMessage") &&
  Predicate.hasProperty(socket._httpMessage, "headersSent") &&
  socket._httpMessage.headersSent === true

const codes: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout"
}
