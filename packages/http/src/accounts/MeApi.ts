/**
 * A learner's own profile over HTTP.
 */
import { Password, TypedPassword, UserChange } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { SignedIn } from "../authentication/SignedIn.ts"
import { documented } from "../document/documented.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"
import * as examples from "./examples.ts"
import { Profile } from "./views.ts"

const get = HttpApiEndpoint.get("get", "/", {
  success: Profile,
  error: problems("user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getMe",
    scope: "account",
    summary: "Read your profile",
    description: "Your name, when your day begins, and what you sign in with.",
    response: examples.profile
  })
)

const change = HttpApiEndpoint.patch("change", "/", {
  payload: UserChange,
  success: Profile,
  error: problems("user_not_found", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "changeMe",
      scope: "account",
      summary: "Change your name, or when your day begins",
      description: "What you reviewed keeps its day.",
      request: { name: "Mira", timeZone: "Asia/Tokyo" },
      response: { ...examples.profile, user: { ...examples.user, timeZone: "Asia/Tokyo" } }
    })
  )

const changePassword = HttpApiEndpoint.post("changePassword", "/password", {
  payload: Schema.Struct({ current: TypedPassword, next: Password }),
  success: HttpApiSchema.NoContent,
  error: problems(
    "credentials_refused",
    "session_required",
    "password_too_common",
    "too_many_attempts",
    "hasher_busy",
    "store_unavailable"
  )
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .middleware(SignedIn)
  .annotateMerge(
    documented({
      operation: "changePassword",
      scope: "account",
      signedIn: true,
      once: "apart",
      summary: "Choose another password",
      description: "Ends your other sessions and revokes your tokens. Only who has signed in may do this.",
      request: { current: examples.password, next: "another long and quiet sentence" }
    })
  )

export class MeApi extends HttpApiGroup.make("me")
  .add(get, change, changePassword)
  .middleware(Authentication)
  .prefix("/me")
  .annotateMerge(OpenApi.annotations({ title: "You", description: "Your profile." })) {}
