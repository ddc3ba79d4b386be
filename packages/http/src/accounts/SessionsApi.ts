/**
 * Sessions over HTTP: signing in, staying so, signing out.
 */
import { Credentials, SessionId } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"
import * as examples from "./examples.ts"
import { SessionView, SignedInView, WhoAmI } from "./views.ts"

const signIn = HttpApiEndpoint.post("signIn", "/signin", {
  payload: Schema.Struct({ ...Credentials.fields, cookies: Schema.optionalKey(Schema.Boolean) }),
  success: SignedInView,
  error: problems(
    "credentials_refused",
    "email_not_verified",
    "csrf_refused",
    "too_many_attempts",
    "hasher_busy",
    "store_unavailable"
  )
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "signIn",
      scope: "none",
      summary: "Begin a session",
      description:
        "Begins a session: a token for minutes, and one that renews both. With `cookies` they come as cookies that no " +
        "script can read, and not in the body.",
      request: examples.credentials,
      response: examples.signedIn
    })
  )

const refresh = HttpApiEndpoint.post("refresh", "/refresh", {
  payload: Schema.Struct({
    refreshToken: Schema.optionalKey(Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(100))))
  }),
  success: SignedInView,
  error: problems("unauthenticated", "csrf_refused", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "refreshSession",
      scope: "none",
      summary: "Renew the tokens of a session",
      description:
        "By the refresh token in the body, or else in the cookie. Each is good once: one that comes again ends the " +
        "session, as somebody else has it too.",
      request: { refreshToken: examples.signedIn.refreshToken },
      response: examples.signedIn
    })
  )

const signOut = HttpApiEndpoint.post("signOut", "/signout", {
  success: HttpApiSchema.NoContent,
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "signOut",
    scope: "any",
    summary: "End the session",
    description: "Ends the session and takes its cookies back."
  })
)

const signOutEverywhere = HttpApiEndpoint.post("signOutEverywhere", "/signout-everywhere", {
  success: HttpApiSchema.NoContent,
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "signOutEverywhere",
    scope: "account",
    summary: "Sign out on all devices",
    description: "Ends all your sessions and revokes all your tokens."
  })
)

const whoAmI = HttpApiEndpoint.get("whoAmI", "/session", {
  success: WhoAmI,
  error: problems("user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "whoAmI",
    scope: "any",
    summary: "See who you are here",
    description: "Whom the request is from, how that was proven, and what it may ask for.",
    response: { user: examples.user, kind: "session", scopes: ["read", "write", "study", "generate", "account"] }
  })
)

const list = HttpApiEndpoint.get("list", "/sessions", {
  success: Schema.Array(SessionView),
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "listSessions",
    scope: "account",
    summary: "List where you are signed in",
    description: "The one used last first.",
    response: [examples.session]
  })
)

const end = HttpApiEndpoint.delete("end", "/sessions/:id", {
  params: { id: SessionId },
  success: HttpApiSchema.NoContent,
  error: problems("session_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "endSession",
    scope: "account",
    summary: "Sign out on one device",
    description: "Its tokens work no more."
  })
)

export class SessionsApi extends HttpApiGroup.make("sessions")
  .add(signOut, signOutEverywhere, whoAmI, list, end)
  .middleware(Authentication)
  .add(signIn, refresh)
  .prefix("/auth")
  .annotateMerge(OpenApi.annotations({ title: "Sessions", description: "Signing in, and staying so." })) {}
