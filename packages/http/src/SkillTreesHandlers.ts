import { SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"
import { byReason } from "./refusals.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "skillTrees",
  Effect.fnUntraced(function* (handlers) {
    const trees = yield* SkillTrees

    return handlers.handleAll({
      get: ({ params }) => asUser((id) => trees.get(id, params.id)),
      grow: ({ params }) => asUser((id) => byReason(trees.grow(id, params.id)))
    })
  })
)
