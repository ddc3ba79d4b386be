/**
 * Endpoints for those alone who have signed in, or whom the app around us or their own machine vouches for: the part of
 * the contract that says so.
 */
import { Context, Effect, Layer } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { fail, problems } from "../problems/Problem.ts"
import { CurrentPrincipal, mayAsk } from "./Authentication.ts"
import { RequiredScope } from "./RequiredScope.ts"

/** Refuses API tokens before their scopes are looked at: none would help. */
export class SignedIn extends HttpApiMiddleware.Service<SignedIn, { requires: CurrentPrincipal }>()(
  "@loopi/http/authentication/SignedIn",
  { error: problems("session_required", "scope_missing") }
) {}

export const layer: Layer.Layer<SignedIn> = Layer.succeed(
  SignedIn,
  SignedIn.of((handler, { endpoint }) =>
    Effect.gen(function* () {
      const principal = yield* CurrentPrincipal
      if (principal.credential.kind === "token") return yield* fail("session_required")
      yield* mayAsk(principal, Context.getUnsafe(endpoint.annotations, RequiredScope))
      return yield* handler
    })
  )
)
