/**
 * Who is asking: the part of the contract that every endpoint but the health check has in common.
 */
import type { UserId } from "@loopi/core"
import { Context, type Effect } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { problems } from "./Problem.ts"
import { answer, type Refusal } from "./refusals.ts"

/** The learner who is asking. Provided to every handler behind `Authentication`. */
export class CurrentUser extends Context.Service<CurrentUser, { readonly id: UserId }>()(
  "@loopi/http/Authentication/CurrentUser"
) {}

export class Authentication extends HttpApiMiddleware.Service<Authentication, { provides: CurrentUser }>()(
  "@loopi/http/Authentication",
  { security: { bearer: HttpApiSecurity.bearer }, error: problems("unauthenticated") }
) {}

/** Asks a use case in the learner's name, and answers its refusals with problems. */
export const asUser = <A, E extends Refusal, R>(ask: (id: UserId) => Effect.Effect<A, E, R>) =>
  CurrentUser.use(({ id }) => answer(ask(id)))
