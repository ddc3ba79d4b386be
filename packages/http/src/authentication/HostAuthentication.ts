/**
 * Learners that the app which embeds us has signed in itself: it says who a request is from.
 */
import { allScopes, type Principal, type Scope, type UserId } from "@loopi/core"
import { Effect, type Layer } from "effect"
import type { HttpServerRequest } from "effect/http"
import type { Authentication } from "./Authentication.ts"
import * as Authenticating from "./Authenticating.ts"
import type { Source } from "./sources.ts"

export interface Known {
  readonly userId: UserId
  /** All of them unless told otherwise. */
  readonly scopes?: ReadonlyArray<Scope>
}

/** Who a request is from, as the host app knows them; `undefined` for nobody. */
export type Identify<R = never> = (
  request: HttpServerRequest.HttpServerRequest
) => Effect.Effect<Known | undefined, never, R>

/** Knows nobody else. Cookies of the host app count as ours do: what they change must come from a page we trust. */
export const layer = <R = never>(identify: Identify<R>): Layer.Layer<Authentication, never, R> =>
  Authenticating.layer(source(identify))

export const source = <R = never>(identify: Identify<R>): Effect.Effect<Source, never, R> =>
  Effect.contextWith((context) =>
    Effect.succeed(({ request }) =>
      identify(request).pipe(
        Effect.map((known) => (known === undefined ? undefined : principalOf(known))),
        Effect.provideContext(context)
      )
    )
  )

const principalOf = ({ scopes = allScopes, userId }: Known): Principal => ({
  userId,
  scopes,
  credential: { kind: "host" }
})
