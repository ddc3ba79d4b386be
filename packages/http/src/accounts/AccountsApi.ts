/**
 * Accounts over HTTP: joining, proving an address, choosing a new password.
 */
import { EmailAddress, NewAccount, Password } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { documented } from "../document/documented.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"
import * as examples from "./examples.ts"

const code = Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(100)))

const alike = "Answered alike for addresses that are known and those that are not."

const signUp = HttpApiEndpoint.post("signUp", "/signup", {
  payload: Schema.Struct({
    ...NewAccount.fields,
    timeZone: Schema.optionalKey(NewAccount.fields.timeZone),
    rolloverHour: Schema.optionalKey(NewAccount.fields.rolloverHour)
  }),
  success: HttpApiSchema.NoContent,
  error: problems("sign_up_closed", "password_too_common", "too_many_attempts", "hasher_busy", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "signUp",
      scope: "none",
      summary: "Join with an address",
      description:
        `${alike} A mail says what came of it: a link to prove the address, or that it has an account already. Your day ` +
        "begins at 4 in UTC unless you say otherwise.",
      request: examples.newAccount
    })
  )

const verifyEmail = HttpApiEndpoint.post("verifyEmail", "/verify-email", {
  payload: Schema.Struct({ code }),
  success: HttpApiSchema.NoContent,
  error: problems("code_refused", "too_many_attempts", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "verifyEmail",
      scope: "none",
      summary: "Prove an address",
      description: "With the code that was mailed there. It works once, for a day.",
      request: { code: examples.verificationCode }
    })
  )

const resendVerification = HttpApiEndpoint.post("resendVerification", "/resend-verification", {
  payload: Schema.Struct({ email: EmailAddress }),
  success: HttpApiSchema.NoContent,
  error: problems("too_many_attempts", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "resendVerification",
      scope: "none",
      summary: "Have the mail sent again that proves an address",
      description: `${alike} A new code ends the one before.`,
      request: { email: examples.credentials.email }
    })
  )

const forgotPassword = HttpApiEndpoint.post("forgotPassword", "/forgot-password", {
  payload: Schema.Struct({ email: EmailAddress }),
  success: HttpApiSchema.NoContent,
  error: problems("too_many_attempts", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "forgotPassword",
      scope: "none",
      summary: "Have a code mailed to choose a new password",
      description: `${alike} The code works once, for an hour.`,
      request: { email: examples.credentials.email }
    })
  )

const resetPassword = HttpApiEndpoint.post("resetPassword", "/reset-password", {
  payload: Schema.Struct({ code, password: Password }),
  success: HttpApiSchema.NoContent,
  error: problems("code_refused", "password_too_common", "too_many_attempts", "hasher_busy", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "resetPassword",
      scope: "none",
      summary: "Choose a new password by a code",
      description:
        "Ends all sessions of the account and revokes its tokens. Where nobody had proven the address, keys for providers are removed too.",
      request: { code: examples.resetCode, password: examples.password }
    })
  )

export class AccountsApi extends HttpApiGroup.make("accounts")
  .add(signUp, verifyEmail, resendVerification, forgotPassword, resetPassword)
  .prefix("/auth")
  .annotateMerge(OpenApi.annotations({ title: "Accounts", description: "Joining, and choosing a password." })) {}
