/**
 * Which other pages browsers may let ask us, and read the answers.
 */
import type { HttpServerRequest } from "effect/http"

type Request = Pick<HttpServerRequest.HttpServerRequest, "headers" | "method">

/** What an answer says to the page that asked. Never "anybody": whoever is named may send cookies. */
export const corsHeaders = ({ headers }: Request, origins: ReadonlyArray<string>): Record<string, string> => {
  if (origins.length === 0) return {}
  const { origin } = headers
  if (origin === undefined || !origins.includes(origin)) return { vary: "Origin" }
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "etag, idempotency-replayed, retry-after, x-request-id, loopi-degraded"
  }
}

/** Whether a browser asks, in the name of such a page, what it may ask. */
export const isPreflight = ({ headers, method }: Request, origins: ReadonlyArray<string>): boolean =>
  method === "OPTIONS" &&
  headers["access-control-request-method"] !== undefined &&
  origins.includes(headers["origin"] ?? "")

/** What it is answered, besides. */
export const preflightHeaders: Record<string, string> = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  // `b3` and `traceparent` are what the derived client adds to every request.
  "access-control-allow-headers":
    "authorization, b3, content-type, idempotency-key, if-match, if-none-match, last-event-id, traceparent, x-request-id",
  "access-control-max-age": "600"
}
