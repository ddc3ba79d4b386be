import { Runs } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"
import { givenKey } from "../idempotency/givenKey.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "generation",
  Effect.fnUntraced(function* (handlers) {
    const runs = yield* Runs

    return handlers.handleAll({
      generate: ({ payload }) =>
        Effect.flatMap(givenKey, (key) => asUser((id) => runs.startGeneration(id, payload, key)))
    })
  })
)
