import { Runs } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "generation",
  Effect.fnUntraced(function* (handlers) {
    const runs = yield* Runs

    return handlers.handleAll({
      generate: ({ headers, payload }) => asUser((id) => runs.startGeneration(id, payload, headers["idempotency-key"]))
    })
  })
)
