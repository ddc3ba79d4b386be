import { Study } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "study",
  Effect.fnUntraced(function* (handlers) {
    const study = yield* Study

    return handlers.handleAll({
      due: ({ query }) => asUser((id) => study.due(id, query)),
      rate: ({ payload }) => asUser((id) => study.rate(id, payload)),
      undo: ({ payload }) => asUser((id) => study.undo(id, payload.cardId, payload.version))
    })
  })
)
