import { Goals } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"
import { checked } from "./DuplicateCheck.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "goals",
  Effect.fnUntraced(function* (handlers) {
    const goals = yield* Goals

    return handlers.handleAll({
      list: () => asUser((id) => goals.list(id)),
      create: ({ payload }) => asUser((id) => goals.create(id, payload)),
      checkDuplicate: ({ payload }) => asUser((id) => checked(goals.similar(id, payload))),
      get: ({ params }) => asUser((id) => goals.get(id, params.id)),
      archive: ({ params }) => asUser((id) => goals.setStatus(id, params.id, "archived")),
      restore: ({ params }) => asUser((id) => goals.setStatus(id, params.id, "active"))
    })
  })
)
