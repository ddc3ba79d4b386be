import { Effect } from "effect"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"

/** The goal's skill tree, or `null` as long as none was grown. */
export const treeIfGrown = (trees: SkillTreeStore["Service"], userId: UserId, goalId: GoalId) =>
  trees.get(userId, goalId).pipe(Effect.catchTag("SkillTreeNotFound", () => Effect.succeed(null)))
