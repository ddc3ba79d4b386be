/**
 * Learners with an account: known by the session they signed in to, or by an API token they made.
 */
import { Sessions } from "@loopi/core"
import { Effect, type Layer } from "effect"
import type { Authentication } from "./Authentication.ts"
import * as Authenticating from "./Authenticating.ts"
import type { Source } from "./sources.ts"

export const source: Effect.Effect<Source, never, Sessions> = Sessions.useSync(
  (sessions) =>
    ({ secret }) =>
      secret === undefined
        ? Effect.undefined
        : Effect.catchTag(sessions.authenticate(secret), "Unauthenticated", () => Effect.undefined)
)

/** Knows nobody else. */
export const layer: Layer.Layer<Authentication, never, Sessions> = Authenticating.layer(source)
