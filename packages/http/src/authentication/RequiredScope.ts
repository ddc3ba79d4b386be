/**
 * What a caller must be allowed, told at each endpoint: a part of its documentation, and what `Authentication` goes by.
 */
import type { Scope } from "@loopi/core"
import { Context } from "effect"

/** `any` is for whoever is signed in, `none` for everybody. Endpoints that say nothing answer nobody. */
export type ScopeNeeded = Scope | "any" | "none"

export class RequiredScope extends Context.Service<RequiredScope, ScopeNeeded>()(
  "@loopi/http/authentication/RequiredScope"
) {}

/** At endpoints behind `SignedIn`, which goes by the scope in the place of `Authentication`. */
export class ForSignedIn extends Context.Service<ForSignedIn, true>()(
  "@loopi/http/authentication/RequiredScope/ForSignedIn"
) {}
