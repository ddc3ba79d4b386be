import { Keys, type ProviderKey } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "keys",
  Effect.fnUntraced(function* (handlers) {
    const keys = yield* Keys
    const told = (key: ProviderKey) => Effect.map(keys.opens(key), (opens) => ({ ...key, opens }))

    return handlers.handleAll({
      list: () => asUser((id) => Effect.flatMap(keys.list(id), Effect.forEach(told))),
      put: ({ params, payload }) => asUser((id) => Effect.flatMap(keys.add(id, params.provider, payload.key), told)),
      remove: ({ params }) => asUser((id) => keys.remove(id, params.provider))
    })
  })
)
