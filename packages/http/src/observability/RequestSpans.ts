/**
 * Spans of requests are called by the endpoint that is asked, and asking how the server is begins no trace.
 */
import { Layer } from "effect"
import { HttpMiddleware } from "effect/http"
import { routeOf } from "../routes.ts"

export const layer = Layer.mergeAll(
  Layer.succeed(HttpMiddleware.SpanNameGenerator, (request) => {
    const route = routeOf(request)
    return route === undefined ? "HTTP" : `${request.method} ${route}`
  }),
  Layer.succeed(HttpMiddleware.TracerDisabledWhen, ({ url }) => probes.has(url))
)

const probes = new Set(["/api/health", "/api/ready"])
