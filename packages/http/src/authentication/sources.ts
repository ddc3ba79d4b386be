/**
 * Where principals come from: each source knows some callers, and leaves the others to the next.
 */
import type { Principal, StoreUnavailable } from "@loopi/core"
import type { Effect, Redacted } from "effect"
import type { HttpServerRequest } from "effect/http"

/** What a caller shows. The secret is the bearer token, or else the cookie. */
export interface Shown {
  readonly request: HttpServerRequest.HttpServerRequest
  readonly secret: Redacted.Redacted | undefined
}

/** Who shows this, as far as the source knows them. */
export type Source = (shown: Shown) => Effect.Effect<Principal | undefined, StoreUnavailable>
