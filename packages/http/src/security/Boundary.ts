/**
 * The outermost step of every request: whatever happens within, an answer leaves as a success or as a problem.
 */
import { Effect } from "effect"
import { HttpEffect, HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse } from "effect/http"
import type { ProblemCode } from "../errors.ts"
import * as HostGuard from "./HostGuard.ts"
import { fail, problemContentType, problemOf, toResponse } from "../Problem.ts"
import { RequestId, requestIdHeader, requestIdOf } from "../RequestId.ts"
import { methodsOf } from "../routes.ts"
import { securityHeaders } from "./securityHeaders.ts"

/** Names every request, refuses those for other hosts, and sees to what leaves. */
export const layer = HttpRouter.middleware(
  Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer

    return (handler) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const requestId = yield* requestIdOf(request)
        // Runs for failures and defects as well, which never come back to this line.
        yield* HttpEffect.appendPreResponseHandler((_, response) => {
          const sealed = seal(request, response, requestId)
          return Effect.as(log(request, sealed, requestId), sealed)
        })
        const answered = HostGuard.accepts(address, request.headers["host"])
          ? handler
          : Effect.map(Effect.flip(fail("wrong_host")), toResponse)
        return yield* answered.pipe(
          Effect.tapDefect((defect) => Effect.logError("our mistake", defect)),
          Effect.provideService(RequestId, requestId),
          Effect.annotateLogs({ requestId })
        )
      })
  }),
  { global: true }
)

/** Makes a problem of any failure that is none yet, and adds the headers that every answer carries. */
const seal = (
  request: HttpServerRequest.HttpServerRequest,
  response: HttpServerResponse.HttpServerResponse,
  requestId: string
): HttpServerResponse.HttpServerResponse => {
  const isWhole = response.status < 400 || response.headers["content-type"] === problemContentType
  const allowed = response.status === 404 && !isWhole ? methodsOf(request.url) : []
  const code = allowed.length > 0 ? "method_not_allowed" : (codeByStatus[response.status] ?? "internal_error")
  const whole = isWhole ? response : toResponse(problemOf(code, requestId))
  return HttpServerResponse.setHeaders(whole, {
    ...securityHeaders(request.url),
    ...headersByStatus[whole.status],
    ...(allowed.length > 0 && { allow: allowed.join(", ") }),
    [requestIdHeader]: requestId
  })
}

/** One line an answer; without the query, which may hold what is nobody's business. */
const log = (
  { method, url }: HttpServerRequest.HttpServerRequest,
  { status }: { readonly status: number },
  id: string
) =>
  Effect.annotateLogs(Effect.logInfo("answered"), {
    requestId: id,
    method,
    path: url.split("?", 1)[0]?.slice(0, 200),
    status
  })

/** What the router and the server mean by a bare status. */
const codeByStatus: Record<number, ProblemCode> = {
  400: "malformed_request",
  404: "route_not_found",
  413: "body_too_large",
  415: "unsupported_media_type",
  503: "unavailable"
}

const headersByStatus: Record<number, Record<string, string>> = {
  401: { "www-authenticate": "Bearer" },
  429: { "retry-after": "60" },
  503: { "retry-after": "5" }
}
