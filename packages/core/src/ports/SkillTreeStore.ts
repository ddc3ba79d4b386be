import { Context, type Effect } from "effect"
import type { GoalId } from "../domain/Goal.ts"
import type {
  SkillNodeId,
  SkillNodeNotFound,
  SkillTree,
  SkillTreeConflict,
  SkillTreeNotFound
} from "../domain/SkillTree.ts"
import type { UserId } from "../domain/User.ts"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/** Where skill trees are kept: one a goal, whole or not at all. */
export class SkillTreeStore extends Context.Service<
  SkillTreeStore,
  {
    /** Puts a tree in the place of the one before, whose version must be one less; 1 where there was none. */
    readonly save: (tree: SkillTree) => Effect.Effect<void, SkillTreeConflict | StoreUnavailable>
    /** Keeps a tree of any version for a goal that has none; a tree that is there stays. */
    readonly restore: (tree: SkillTree) => Effect.Effect<void, StoreUnavailable>
    /** The goal's tree, nodes and prerequisites in the order they were saved in. */
    readonly get: (userId: UserId, goalId: GoalId) => Effect.Effect<SkillTree, SkillTreeNotFound | StoreUnavailable>
    /** The goal whose present tree holds the node. */
    readonly goalOf: (userId: UserId, id: SkillNodeId) => Effect.Effect<GoalId, SkillNodeNotFound | StoreUnavailable>
  }
>()("@loopi/core/ports/SkillTreeStore") {}
