import { Context, type Effect } from "effect"
import type { GoalId } from "../../domain/goals/Goal.ts"
import type {
  SkillNodeId,
  SkillNodeNotFound,
  SkillTree,
  SkillTreeConflict,
  SkillTreeNotFound,
  SkillTreeVersion,
  SkillTreeVersionNotFound
} from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Where skill trees are kept: one a goal, whole or not at all, and the ones before it. */
export class SkillTreeStore extends Context.Service<
  SkillTreeStore,
  {
    /**
     * Puts a tree in the place of the one before, whose version must be one less; 1 where there was none. The one
     * before stays to be read, as the last `formerTreesKept` do.
     *
     * In the same breath the goal's cards follow: those of nodes that are not in the tree are left without one, and
     * that is kept with this version; those of a node that comes back, as far as they have none, are its again.
     */
    readonly save: (tree: SkillTree) => Effect.Effect<void, SkillTreeConflict | StoreUnavailable>
    /** Keeps a tree of any version for a goal that has none; a tree that is there stays. */
    readonly restore: (tree: SkillTree) => Effect.Effect<void, StoreUnavailable>
    /** The goal's tree, nodes and prerequisites in the order they were saved in. */
    readonly get: (userId: UserId, goalId: GoalId) => Effect.Effect<SkillTree, SkillTreeNotFound | StoreUnavailable>
    /** The present tree and those before it that are kept: newest first. */
    readonly versions: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<ReadonlyArray<SkillTreeVersion>, StoreUnavailable>
    /** One of those, whole. */
    readonly version: (
      userId: UserId,
      goalId: GoalId,
      version: number
    ) => Effect.Effect<SkillTree, SkillTreeVersionNotFound | StoreUnavailable>
    /** The goal whose present tree holds the node. */
    readonly goalOf: (userId: UserId, id: SkillNodeId) => Effect.Effect<GoalId, SkillNodeNotFound | StoreUnavailable>
  }
>()("@loopi/core/ports/skillTrees/SkillTreeStore") {}
