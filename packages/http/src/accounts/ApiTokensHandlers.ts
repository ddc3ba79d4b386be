import { ApiTokens } from "@loopi/core"
import { Effect, Redacted } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asPrincipal, asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "apiTokens",
  Effect.fnUntraced(function* (handlers) {
    const tokens = yield* ApiTokens

    return handlers.handleAll({
      list: () => asUser((id) => tokens.list(id)),
      create: ({ payload }) =>
        asPrincipal((principal) =>
          Effect.map(tokens.create(principal, payload), ({ secret, token }) => ({
            token,
            secret: Redacted.value(secret)
          }))
        ),
      remove: ({ params }) => asPrincipal((principal) => tokens.remove(principal, params.id))
    })
  })
)
