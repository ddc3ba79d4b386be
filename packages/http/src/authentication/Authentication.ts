/**
 * Who is asking: the part of the contract that every endpoint for learners has in common.
 */
import type { Principal, Scope, UserId } from "@loopi/core"
import { Context, Effect } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { fail, problems } from "../problems/Problem.ts"
import { answer, type Refusal } from "../problems/refusals.ts"
import type { ScopeNeeded } from "./RequiredScope.ts"

/** The learner who is asking. Provided to every handler behind `Authentication`. */
export class CurrentUser extends Context.Service<CurrentUser, { readonly id: UserId }>()(
  "@loopi/http/authentication/Authentication/CurrentUser"
) {}

/** How they proved it, and what they may. Provided together with `CurrentUser`. */
export class CurrentPrincipal extends Context.Service<CurrentPrincipal, Principal>()(
  "@loopi/http/authentication/Authentication/CurrentPrincipal"
) {}

/** When the caller is known no more. Provided together with `CurrentUser`, for answers that go on for long. */
export class CurrentStay extends Context.Service<
  CurrentStay,
  {
    /** Returns once what they came with has expired, or was revoked, as by signing out. */
    readonly ended: Effect.Effect<void>
  }
>()("@loopi/http/authentication/Authentication/CurrentStay") {}

/** Knows the caller by a bearer token or a cookie, and refuses who is not allowed what the endpoint requires. */
export class Authentication extends HttpApiMiddleware.Service<
  Authentication,
  { provides: CurrentUser | CurrentPrincipal | CurrentStay }
>()("@loopi/http/authentication/Authentication", {
  error: problems("unauthenticated", "scope_missing", "csrf_refused", "store_unavailable")
}) {}

/** Asks a use case in the learner's name, and answers its refusals with problems. */
export const asUser = <A, E extends Refusal, R>(ask: (id: UserId) => Effect.Effect<A, E, R>) =>
  CurrentUser.use(({ id }) => answer(ask(id)))

/** The same, for use cases that go by how the learner signed in. */
export const asPrincipal = <A, E extends Refusal, R>(ask: (principal: Principal) => Effect.Effect<A, E, R>) =>
  CurrentPrincipal.use((principal) => answer(ask(principal)))

/** Refuses who may do what the endpoint is for, but not what they ask for beyond it. */
export const requireScope = (scope: Scope) => CurrentPrincipal.use((principal) => mayAsk(principal, scope))

/** Refuses who is not allowed this. */
export const mayAsk = ({ scopes }: Principal, scope: ScopeNeeded) =>
  scope === "any" || scope === "none" || scopes.includes(scope)
    ? Effect.void
    : fail("scope_missing", { detail: `The token was made without the scope \`${scope}\`.` })
