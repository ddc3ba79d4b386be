import { Generation } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"
import { byReason } from "./refusals.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "generation",
  Effect.fnUntraced(function* (handlers) {
    const generation = yield* Generation

    return handlers.handleAll({
      generate: ({ payload }) => asUser((id) => byReason(generation.generate(id, payload)))
    })
  })
)
