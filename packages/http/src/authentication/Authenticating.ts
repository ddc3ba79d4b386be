/**
 * Turns what a caller shows into a principal, and sees to it that they may do what the endpoint is for.
 */
import type { Principal } from "@loopi/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { Authentication, CurrentPrincipal, CurrentUser, scopeMissing } from "./Authentication.ts"
import { fail } from "../problems/Problem.ts"
import { answer } from "../problems/refusals.ts"
import { bearerOf } from "./bearer.ts"
import { accessCookie } from "./cookies.ts"
import { refuseForged } from "./forgery.ts"
import { RequiredScope, type ScopeNeeded } from "./RequiredScope.ts"
import type { Source } from "./sources.ts"

/** Asks the sources in this order; the first that knows the caller decides. */
export const layer = <R = never>(
  ...sources: ReadonlyArray<Effect.Effect<Source, never, R>>
): Layer.Layer<Authentication, never, R> =>
  Layer.effect(
    Authentication,
    Effect.map(Effect.all(sources), (sources) =>
      Authentication.of((handler, { endpoint }) =>
        Effect.flatMap(principalFrom(sources), (principal) =>
          Effect.andThen(
            mayAsk(principal, Context.getUnsafe(endpoint.annotations, RequiredScope)),
            Effect.provideContext(handler, toldOf(principal))
          )
        )
      )
    )
  )

const principalFrom = Effect.fnUntraced(function* (sources: ReadonlyArray<Source>) {
  const request = yield* HttpServerRequest.HttpServerRequest
  const bearer = bearerOf(request)
  // A header is sent by a program that holds the token; a cookie by the browser, whoever made it ask.
  const cookie = bearer === undefined ? accessCookie(request) : undefined
  const secret = bearer ?? cookie
  for (const source of sources) {
    const principal = yield* answer(source({ request, secret }))
    if (principal === undefined) continue
    // Any other scheme, as `Basic`, a browser answers by itself once it has been asked: to us that is as a cookie.
    if (bearer === undefined || Redacted.value(bearer) === "") yield* refuseForged(request)
    return principal
  }
  return yield* fail("unauthenticated")
})

const mayAsk = ({ scopes }: Principal, scope: ScopeNeeded) =>
  scope === "any" || scope === "none" || scopes.includes(scope) ? Effect.void : scopeMissing(scope)

const toldOf = (principal: Principal) =>
  Context.make(CurrentUser, { id: principal.userId }).pipe(Context.add(CurrentPrincipal, principal))
