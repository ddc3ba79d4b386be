import { SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "skillTreeVersions",
  Effect.fnUntraced(function* (handlers) {
    const { restore, version, versions } = yield* SkillTrees

    return handlers.handleAll({
      list: ({ params }) => asUser((id) => versions(id, params.id)),
      get: ({ params }) => asUser((id) => version(id, params.id, params.version)),
      restore: ({ params }) => asUser((id) => restore(id, params.id, params.version))
    })
  })
)
