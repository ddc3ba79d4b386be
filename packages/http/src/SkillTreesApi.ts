/**
 * Skill trees over HTTP.
 */
import { GoalId, SkillTree } from "@loopi/core"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "./Authentication.ts"
import { documented } from "./documented.ts"
import * as examples from "./examples.ts"
import { authorProblems } from "./refusals.ts"
import { problems } from "./Problem.ts"

const params = { id: GoalId }

const get = HttpApiEndpoint.get("get", "/goals/:id/skill-tree", {
  params,
  success: SkillTree,
  error: problems("goal_not_found", "skill_tree_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getSkillTree",
    summary: "Read the skill tree of a goal",
    description: "Depth first, children in order.",
    response: examples.skillTree
  })
)

const grow = HttpApiEndpoint.post("grow", "/goals/:id/skill-tree", {
  params,
  success: SkillTree,
  error: problems("goal_not_found", ...authorProblems, "skill_tree_refused", "skill_tree_conflict", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "growSkillTree",
    summary: "Grow the skill tree of a goal",
    description:
      "Has the tree written from the goal and its notes, in the place of the present one. Skills that keep their path " +
      "keep their id, so their cards follow. Whatever fails leaves the present tree as it is.",
    response: examples.skillTree
  })
)

export class SkillTreesApi extends HttpApiGroup.make("skillTrees")
  .add(get, grow)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Skill trees", description: "A goal, broken into skills." })) {}
