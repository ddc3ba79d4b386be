import { Accounts, defaultCalendar } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { answer } from "../problems/refusals.ts"
import { caller } from "../authentication/caller.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "accounts",
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts

    return handlers.handleAll({
      signUp: ({ payload }) =>
        Effect.flatMap(caller, (from) => answer(accounts.signUp({ ...defaultCalendar, ...payload }, from))),
      verifyEmail: ({ payload }) => Effect.flatMap(caller, (from) => answer(accounts.verifyEmail(payload.code, from))),
      resendVerification: ({ payload }) =>
        Effect.flatMap(caller, (from) => answer(accounts.resendVerification(payload.email, from))),
      forgotPassword: ({ payload }) =>
        Effect.flatMap(caller, (from) => answer(accounts.forgotPassword(payload.email, from))),
      resetPassword: ({ payload }) =>
        Effect.flatMap(caller, (from) => answer(accounts.resetPassword(payload.code, payload.password, from)))
    })
  })
)
