/**
 * Skill trees over HTTP.
 */
import { GoalId, NodeChange, RegeneratedTree, SkillNodeId, SkillTree } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { authorProblems } from "../problems/authorProblems.ts"
import { ifMatch } from "../requests/conditional.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

const params = { id: GoalId }

const get = HttpApiEndpoint.get("get", "/goals/:id/skill-tree", {
  params,
  success: SkillTree,
  error: problems("goal_not_found", "skill_tree_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getSkillTree",
    scope: "read",
    summary: "Read the skill tree of a goal",
    description: "Depth first, children in order.",
    versioned: "read",
    response: examples.skillTree
  })
)

const grow = HttpApiEndpoint.post("grow", "/goals/:id/skill-tree", {
  params,
  success: SkillTree,
  error: problems("goal_not_found", ...authorProblems, "skill_tree_refused", "skill_tree_conflict", "store_unavailable")
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "growSkillTree",
      scope: "generate",
      versioned: "changed",
      once: "apart",
      summary: "Grow the skill tree of a goal",
      description:
        "Has the tree written from the goal and its notes, and merges it into the present one as `regenerate` does, " +
        "without a run. Whatever fails leaves the present tree as it is.",
      response: examples.skillTree
    })
  )

const regenerate = HttpApiEndpoint.post("regenerate", "/goals/:id/skill-tree/regenerate", {
  params,
  payload: Schema.Struct({ dryRun: Schema.optionalKey(Schema.Boolean) }),
  success: RegeneratedTree,
  error: problems(
    "goal_not_found",
    ...authorProblems,
    "skill_tree_refused",
    "skill_tree_conflict",
    "run_conflict",
    "store_unavailable"
  )
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "regenerateSkillTree",
      scope: "generate",
      once: "apart",
      summary: "Have the skill tree of a goal written anew",
      description:
        "Merges what is written into the present tree: skills that are the same by their place in the notes, their " +
        "path, their title or their meaning keep their id, so their flashcards and history follow. Flashcards of " +
        "skills that go stay without one. The tree before stays as a version. A dry run tells what would come of it " +
        "and changes nothing; an author that is asked again may write something else.",
      request: { dryRun: true },
      response: examples.regeneratedTree
    })
  )

const setPrerequisites = HttpApiEndpoint.put("setPrerequisites", "/goals/:id/skill-tree/prerequisites", {
  params,
  headers: ifMatch,
  payload: Schema.Struct({ prerequisites: SkillTree.fields.prerequisites }),
  success: SkillTree,
  error: problems(
    "goal_not_found",
    "skill_tree_not_found",
    "skill_tree_refused",
    "skill_tree_conflict",
    "precondition_failed",
    "store_unavailable"
  )
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "setPrerequisites",
      scope: "write",
      versioned: "changed",
      summary: "Say which skills build on which",
      description: "In the place of what was said before. Flashcards of a skill wait until those before it are known.",
      request: { prerequisites: examples.prerequisites },
      response: { ...examples.skillTree, version: 2, prerequisites: examples.prerequisites }
    })
  )

const changeNode = HttpApiEndpoint.patch("changeNode", "/goals/:id/skill-tree/nodes/:nodeId", {
  params: { ...params, nodeId: SkillNodeId },
  headers: ifMatch,
  payload: NodeChange,
  success: SkillTree,
  error: problems(
    "goal_not_found",
    "skill_tree_not_found",
    "skill_node_not_found",
    "skill_tree_refused",
    "skill_tree_conflict",
    "precondition_failed",
    "store_unavailable"
  )
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "changeSkill",
      scope: "write",
      versioned: "changed",
      summary: "Switch a skill on or off, or rename it",
      description: "A skill that is off gets no flashcards written and does not count; one that stays off stays off.",
      request: { enabled: false },
      response: { ...examples.skillTree, version: 2 }
    })
  )

export class SkillTreesApi extends HttpApiGroup.make("skillTrees")
  .add(get, grow, regenerate, setPrerequisites, changeNode)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Skill trees", description: "A goal, broken into skills." })) {}
