import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { makeReady } from "./readiness.ts"

/** Being reached is the answer to the one; the other asks the parts, unless the server goes away. */
export const layer = HttpApiBuilder.group(
  Api,
  "health",
  Effect.fnUntraced(function* (handlers) {
    const { ready } = yield* makeReady

    return handlers.handleAll({ health: () => Effect.succeed({ status: "ok" }), ready: () => ready })
  })
)
