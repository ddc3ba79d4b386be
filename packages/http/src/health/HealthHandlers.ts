import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"

/** Being reached is the answer. */
export const layer = HttpApiBuilder.group(Api, "health", (handlers) =>
  handlers.handleAll({ health: () => Effect.succeed({ status: "ok" }) })
)
