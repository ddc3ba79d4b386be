/**
 * The outermost step of every request: whatever happens within, an answer leaves as a success or as a problem.
 */
import { Clock, Effect, Option } from "effect"
import { HttpEffect, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import * as RequestMetrics from "../observability/requestMetrics.ts"
import { withoutSecrets } from "../observability/withoutSecrets.ts"
import type { ProblemCode } from "../problems/errors.ts"
import { Draining } from "../server/Draining.ts"
import { CurrentSettings, type ServerSettings } from "../server/ServerSettings.ts"
import { asBytes } from "./asBytes.ts"
import { ClientAddress, clientAddressOf } from "./ClientAddress.ts"
import { corsHeaders, isPreflight, preflightHeaders } from "./Cors.ts"
import * as HostGuard from "./HostGuard.ts"
import { fail, problemContentType, problemOf, toResponse } from "../problems/Problem.ts"
import { RequestId, requestIdHeader, requestIdOf } from "../requests/RequestId.ts"
import { methodsOf } from "../routes.ts"
import { securityHeaders } from "./securityHeaders.ts"

/** Names every request, refuses those for other hosts, and sees to what leaves. */
export const layer = HttpRouter.middleware(
  Effect.gen(function* () {
    const settings = yield* CurrentSettings
    const draining = yield* Draining

    return (handler) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const [since, requestId] = [yield* Clock.currentTimeNanos, yield* requestIdOf(request)]
        yield* Effect.annotateCurrentSpan("loopi.request.id", requestId)
        const peer = Option.getOrUndefined(request.remoteAddress)
        const clientAddress = clientAddressOf(peer, request.headers, settings.trustedProxies)
        // Runs for failures and defects as well, which never come back to this line.
        yield* HttpEffect.appendPreResponseHandler((_, response) => {
          return Effect.gen(function* () {
            const sealed = HttpServerResponse.setHeaders(seal(request, response, requestId), {
              ...corsHeaders(request, settings.corsOrigins),
              ...((yield* draining.hasBegun) && { connection: "close" })
            })
            yield* log(request, sealed, requestId)
            yield* RequestMetrics.answered(request, sealed.status, since)
            return sealed
          })
        })
        return yield* admitted(request, handler, settings).pipe(
          Effect.tapDefect((defect) => Effect.logError("our mistake", defect)),
          Effect.provideService(RequestId, requestId),
          Effect.provideService(ClientAddress, clientAddress),
          RequestMetrics.underWay(request),
          Effect.annotateLogs({ requestId })
        )
      })
  }),
  { global: true }
)

/** Lets in who asks for us by a name of ours. What a browser may ask is said without asking anybody else. */
const admitted = <E, R>(
  request: HttpServerRequest.HttpServerRequest,
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
  settings: ServerSettings
): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R> => {
  if (!HostGuard.accepts(settings, request.headers["host"]))
    return Effect.map(Effect.flip(fail("wrong_host")), toResponse)
  return isPreflight(request, settings.corsOrigins)
    ? Effect.succeed(HttpServerResponse.empty({ status: 204, headers: preflightHeaders }))
    : handler
}

/** Makes a problem of any failure that is none yet, and adds the headers that every answer carries. */
const seal = (
  request: HttpServerRequest.HttpServerRequest,
  response: HttpServerResponse.HttpServerResponse,
  requestId: string
): HttpServerResponse.HttpServerResponse => {
  const isWhole = response.status < 400 || response.headers["content-type"] === problemContentType
  const allowed = response.status === 404 && !isWhole ? methodsOf(request.url) : []
  const code = allowed.length > 0 ? "method_not_allowed" : (codeByStatus[response.status] ?? "internal_error")
  const whole = isWhole ? asBytes(response) : toResponse(problemOf(code, requestId))
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
    path: withoutSecrets(url.split("?", 1)[0] ?? "").slice(0, 200),
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
