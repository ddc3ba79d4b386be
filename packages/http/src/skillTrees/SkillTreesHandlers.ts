import { Regeneration, type SkillTree, SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"
import { byNumber, insisting, tell } from "../requests/conditional.ts"
import { byReason } from "../problems/refusals.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "skillTrees",
  Effect.fnUntraced(function* (handlers) {
    const trees = yield* SkillTrees
    const { regenerate } = yield* Regeneration

    return handlers.handleAll({
      get: ({ params }) => asUser((id) => Effect.tap(trees.get(id, params.id), told)),
      grow: ({ params }) => asUser((id) => Effect.tap(byReason(trees.grow(id, params.id)), told)),
      regenerate: ({ params, payload }) =>
        asUser((id) => byReason(payload.dryRun === true ? trees.preview(id, params.id) : regenerate(id, params.id))),
      setPrerequisites: ({ headers, params, payload: { prerequisites } }) =>
        asUser((id) =>
          insisting(headers, byNumber, (expected) =>
            Effect.tap(trees.setPrerequisites(id, params.id, prerequisites, expected), told)
          )
        ),
      changeNode: ({ headers, params, payload }) =>
        asUser((id) =>
          insisting(headers, byNumber, (expected) =>
            Effect.tap(trees.change(id, params.id, params.nodeId, payload, expected), told)
          )
        )
    })
  })
)

const told = ({ version }: SkillTree) => tell(byNumber, version)
