/**
 * A learner's own keys for providers, over HTTP: brought once, and told to nobody again.
 */
import { Provider, ProviderKey } from "@loopi/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"
import * as examples from "./examples.ts"

const params = { provider: Provider }

/** What is sealed with what is the business of whoever runs the server. */
const KeyView = Schema.Struct({
  ...Struct.pick(ProviderKey.fields, ["provider", "lastFour", "addedAt"]),
  opens: Schema.Boolean
}).annotate({ identifier: "ProviderKey" })

const list = HttpApiEndpoint.get("list", "/", {
  success: Schema.Array(KeyView),
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "listKeys",
    scope: "account",
    summary: "List your keys for providers",
    description: "By their last four characters.",
    response: [examples.key]
  })
)

const put = HttpApiEndpoint.put("put", "/:provider", {
  params,
  // The core refuses what is no key, and says why without a character of it.
  payload: Schema.Struct({ key: Schema.RedactedFromValue(Schema.String) }),
  success: KeyView,
  error: problems("provider_key_refused", "master_keys_refused", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "putKey",
      scope: "account",
      summary: "Bring a key for a provider",
      description: "In the place of the one before. Kept encrypted; nobody is shown more of it than its last four.",
      request: { key: "sk-ant-0123456789-x9Qz" },
      response: examples.key
    })
  )

const remove = HttpApiEndpoint.delete("remove", "/:provider", {
  params,
  success: HttpApiSchema.NoContent,
  error: problems("provider_key_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "removeKey",
    scope: "account",
    summary: "Forget a key for a provider",
    description: "From now on nothing is asked of the provider with it."
  })
)

export class KeysApi extends HttpApiGroup.make("keys")
  .add(list, put, remove)
  .middleware(Authentication)
  .prefix("/keys")
  .annotateMerge(
    OpenApi.annotations({ title: "Keys", description: "Your own keys for providers of models and embeddings." })
  ) {}
