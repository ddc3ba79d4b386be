/**
 * API tokens over HTTP.
 */
import { ApiToken, ApiTokenId, NewApiToken } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { SignedIn } from "../authentication/SignedIn.ts"
import { documented } from "../document/documented.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"
import * as examples from "./examples.ts"

const list = HttpApiEndpoint.get("list", "/", {
  success: Schema.Array(ApiToken),
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "listTokens",
    scope: "account",
    summary: "List your API tokens",
    description: "Oldest first, by their names and last four characters.",
    response: [examples.token]
  })
)

const create = HttpApiEndpoint.post("create", "/", {
  payload: NewApiToken,
  success: Schema.Struct({ token: ApiToken, secret: Schema.String }).pipe(HttpApiSchema.status(201)),
  error: problems("session_required", "api_token_limit_reached", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .middleware(SignedIn)
  .annotateMerge(
    documented({
      operation: "createToken",
      scope: "account",
      signedIn: true,
      once: "joined",
      summary: "Make an API token",
      description: "For a program. Its secret is told this once. Only who has signed in makes tokens: no token does.",
      request: examples.newToken,
      response: examples.createdToken
    })
  )

const remove = HttpApiEndpoint.delete("remove", "/:id", {
  params: { id: ApiTokenId },
  success: HttpApiSchema.NoContent,
  error: problems("api_token_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "removeToken",
    scope: "account",
    summary: "Revoke an API token",
    description: "It opens nothing from now on."
  })
)

export class ApiTokensApi extends HttpApiGroup.make("apiTokens")
  .add(list, create, remove)
  .middleware(Authentication)
  .prefix("/tokens")
  .annotateMerge(OpenApi.annotations({ title: "API tokens", description: "What programs sign in with." })) {}
