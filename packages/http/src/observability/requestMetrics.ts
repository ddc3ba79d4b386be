/**
 * Requests as they are counted: by the endpoint that is asked and the status of the answer, never by who asks for what.
 */
import { Clock, Effect, Metric } from "effect"
import type { HttpServerRequest } from "effect/http"
import { routeOf } from "../routes.ts"

type Request = Pick<HttpServerRequest.HttpServerRequest, "method" | "url">

/** Counts a request as under way for as long as it is answered. */
export const underWay =
  (request: Request) =>
  <A, E, R>(answering: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const requests = Metric.withAttributes(active, { "http.request.method": methodOf(request) })
    return Effect.acquireUseRelease(
      Metric.modify(requests, 1),
      () => answering,
      () => Metric.modify(requests, -1)
    )
  }

/** Counts an answer that leaves, to a request that came at this moment of the clock. */
export const answered = (request: Request, status: number, since: bigint): Effect.Effect<void> => {
  const route = routeOf(request)
  const took = Metric.withAttributes(duration, {
    "http.request.method": methodOf(request),
    "http.response.status_code": `${status}`,
    ...(route !== undefined && { "http.route": route })
  })
  return Effect.flatMap(Clock.currentTimeNanos, (now) => Metric.update(took, Number(now - since) / 1e9))
}

/** Anybody can send a method that nobody knows: those count as one. */
const methodOf = ({ method }: Request): string => (known.has(method) ? method : "_OTHER")

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

const active = Metric.gauge("http.server.active_requests", {
  description: "Requests that are being answered.",
  attributes: { unit: "{request}" }
})

/** The boundaries are those of the semantic conventions. */
const duration = Metric.histogram("http.server.request.duration", {
  description: "How long requests took, until their answer began to leave.",
  boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  attributes: { unit: "s" }
})
