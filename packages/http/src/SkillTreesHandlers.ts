import { Regeneration, SkillTrees } from "@loopi/core"
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
    const { regenerate } = yield* Regeneration

    return handlers.handleAll({
      get: ({ params }) => asUser((id) => trees.get(id, params.id)),
      grow: ({ params }) => asUser((id) => byReason(trees.grow(id, params.id))),
      regenerate: ({ params, payload }) =>
        asUser((id) => byReason(payload.dryRun === true ? trees.preview(id, params.id) : regenerate(id, params.id))),
      setPrerequisites: ({ params, payload }) =>
        asUser((id) => trees.setPrerequisites(id, params.id, payload.prerequisites)),
      changeNode: ({ params, payload }) => asUser((id) => trees.change(id, params.id, params.nodeId, payload))
    })
  })
)
