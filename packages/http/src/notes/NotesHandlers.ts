import { Notes } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "notes",
  Effect.fnUntraced(function* (handlers) {
    const notes = yield* Notes

    return handlers.handleAll({
      list: ({ params }) => asUser((id) => notes.list(id, params.id)),
      add: ({ params, payload }) => asUser((id) => notes.add(id, params.id, payload))
    })
  })
)
