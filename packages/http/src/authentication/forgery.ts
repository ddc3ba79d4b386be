/**
 * Tells requests that a page of ours had the browser make from those that another site did: browsers send cookies with
 * either, and say whose idea it was.
 */
import { Context, Effect } from "effect"
import type { HttpServerRequest } from "effect/http"
import { fail } from "../problems/Problem.ts"
import { isLocalName } from "../security/localName.ts"

/** Pages that may act in a learner's name beside our own, as `https://app.example.com`. */
export const TrustedOrigins = Context.Reference<ReadonlyArray<string>>(
  "@loopi/http/authentication/forgery/TrustedOrigins",
  {
    defaultValue: () => []
  }
)

/** Refuses what would change something and comes from elsewhere, or does not say where from. */
export const refuseForged = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
  const trusted = yield* TrustedOrigins
  if (isForged(request.method, request.headers, trusted)) return yield* fail("csrf_refused")
})

export const isForged = (
  method: string,
  { host, origin, "sec-fetch-site": site }: Readonly<Record<string, string | undefined>>,
  trusted: ReadonlyArray<string>
): boolean => {
  if (harmless.has(method) || site === "same-origin" || site === "none") return false
  return origin === undefined || !(isOwn(origin, host) || trusted.includes(origin))
}

const harmless = new Set(["GET", "HEAD", "OPTIONS"])

/** Without encryption anybody on the way can make a page of ours. */
const isOwn = (origin: string, host: string | undefined): boolean =>
  host !== undefined &&
  host !== "" &&
  (origin === `https://${host}` || (isLocalName(host) && origin === `http://${host}`))
