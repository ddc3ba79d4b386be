/**
 * The versions of a goal's skill tree over HTTP.
 */
import { GoalId, SkillTree, SkillTreeVersion } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { problems } from "../problems/Problem.ts"

const params = { id: GoalId }
const one = { ...params, version: SkillTree.fields.version }

const list = HttpApiEndpoint.get("list", "/goals/:id/skill-tree/versions", {
  params,
  success: Schema.Array(SkillTreeVersion),
  error: problems("goal_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "listSkillTreeVersions",
    scope: "read",
    summary: "List the versions of a skill tree",
    description: "The present one and as many before it as are kept, newest first.",
    response: [{ version: 1, createdAt: examples.skillTree.createdAt, skills: 1, unlinked: 0 }]
  })
)

const get = HttpApiEndpoint.get("get", "/goals/:id/skill-tree/versions/:version", {
  params: one,
  success: SkillTree,
  error: problems("goal_not_found", "skill_tree_version_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getSkillTreeVersion",
    scope: "read",
    summary: "Read a version of a skill tree",
    description: "Skills and prerequisites as they were saved.",
    response: examples.skillTree
  })
)

const restore = HttpApiEndpoint.post("restore", "/goals/:id/skill-tree/versions/:version/restore", {
  params: one,
  success: SkillTree,
  error: problems(
    "goal_not_found",
    "skill_tree_not_found",
    "skill_tree_version_not_found",
    "skill_tree_conflict",
    "store_unavailable"
  )
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "restoreSkillTreeVersion",
      scope: "write",
      once: "joined",
      summary: "Go back to a version of a skill tree",
      description:
        "Saves its skills as a new version. Flashcards that lost their skill meanwhile come back to it, if they are " +
        "still without one.",
      response: { ...examples.skillTree, version: 3 }
    })
  )

export class SkillTreeVersionsApi extends HttpApiGroup.make("skillTreeVersions")
  .add(list, get, restore)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Skill tree versions", description: "What a skill tree was before." })) {}
