import { Accounts, type User, Users } from "@loopi/core"
import { Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asPrincipal, asUser } from "../authentication/Authentication.ts"
import { caller } from "../authentication/caller.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "me",
  Effect.fnUntraced(function* (handlers) {
    const users = yield* Users
    const accounts = yield* Accounts
    const profileOf = (user: User) =>
      Effect.map(accounts.find(user.id), (account) => ({ user, account: Option.getOrNull(account) }))

    return handlers.handleAll({
      get: () => asUser((id) => Effect.flatMap(users.get(id), profileOf)),
      change: ({ payload }) => asUser((id) => Effect.flatMap(users.change(id, payload), profileOf)),
      changePassword: ({ payload: { current, next } }) =>
        Effect.flatMap(caller, (from) =>
          asPrincipal((principal) => accounts.changePassword(principal, current, next, from))
        )
    })
  })
)
