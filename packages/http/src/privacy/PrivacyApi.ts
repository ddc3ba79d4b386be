/**
 * What learners may ask for of what is kept of them: all of it, and that none of it is.
 */
import { ErasureReceipt, TypedPassword } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { SignedIn } from "../authentication/SignedIn.ts"
import { documented } from "../document/documented.ts"
import { problems } from "../problems/Problem.ts"
import { JsonBody } from "../requests/Guards.ts"
import * as examples from "./examples.ts"

const exportAll = HttpApiEndpoint.get("exportAll", "/export", {
  success: HttpApiSchema.WithHeaders(HttpApiSchema.StreamUint8Array({ contentType: "application/x-ndjson" }), {
    "content-disposition": Schema.String
  }),
  error: problems("user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "exportMe",
    scope: "account",
    summary: "Take along everything that is kept of you",
    description:
      "Lines of JSON: first what they mean, with their JSON Schema, then a row a line after the name of its section, and " +
      "last how many there were of each. Without the last line the file was cut short."
  })
)

/** No literal: that would have the whole body be of another kind where it is not said. */
const confirm = Schema.String.check(
  Schema.makeFilter((said) => said === examples.request.confirm, {
    expected: `"${examples.request.confirm}"`,
    toJsonSchema: () => ({ enum: [examples.request.confirm] })
  })
)

const erase = HttpApiEndpoint.delete("erase", "/", {
  payload: Schema.Struct({
    confirm,
    password: Schema.optionalKey(TypedPassword)
  }),
  success: Schema.Struct({ code: Schema.String, receipt: ErasureReceipt }).pipe(HttpApiSchema.status(202)),
  error: problems(
    "user_not_found",
    "credentials_refused",
    "session_required",
    "too_many_attempts",
    "hasher_busy",
    "store_unavailable"
  )
})
  .middleware(JsonBody)
  .middleware(SignedIn)
  .annotateMerge(
    documented({
      operation: "eraseMe",
      scope: "account",
      signedIn: true,
      summary: "Have everything erased that is kept of you",
      description:
        "Cannot be taken back. Who has an account sends its password, and has signed in: tokens cannot do this. You are " +
        "gone from the database when this answers; vectors, archives and old files follow within a minute or so. Keep " +
        "the code: it opens the receipt ever after.",
      request: examples.request,
      response: examples.begun
    })
  )

export class PrivacyApi extends HttpApiGroup.make("privacy")
  .add(exportAll, erase)
  .middleware(Authentication)
  .prefix("/me")
  .annotateMerge(
    OpenApi.annotations({ title: "Privacy", description: "Everything that is kept of you: to take along, to erase." })
  ) {}

const receipt = HttpApiEndpoint.get("receipt", "/:code", {
  params: { code: Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(100))) },
  success: ErasureReceipt,
  error: problems("erasure_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getErasure",
    scope: "none",
    summary: "Read what was erased, and what remains",
    description: "By the code that was handed out when it began, as there is nobody any more who could sign in.",
    response: examples.receipt
  })
)

export class ErasuresApi extends HttpApiGroup.make("erasures")
  .add(receipt)
  .prefix("/erasures")
  .annotateMerge(OpenApi.annotations({ title: "Erasures", description: "Receipts of those who left." })) {}
