import { Effect, Layer } from "effect"
import type { GoalId } from "../domain/Goal.ts"
import { SkillNodeNotFound, type SkillTree, SkillTreeConflict, SkillTreeNotFound } from "../domain/SkillTree.ts"
import type { UserId } from "../domain/User.ts"
import { SkillTreeStore } from "../ports/SkillTreeStore.ts"

/** Keeps each goal's tree in a `Map`. */
export const layer: Layer.Layer<SkillTreeStore> = Layer.sync(SkillTreeStore, () => {
  const trees = new Map<GoalId, SkillTree>()
  const owned = (userId: UserId) => [...trees.values()].filter((tree) => tree.userId === userId)

  return SkillTreeStore.of({
    save: (tree) =>
      Effect.suspend(() => {
        const { goalId, version } = tree
        return version === (trees.get(goalId)?.version ?? 0) + 1
          ? Effect.succeed(void trees.set(goalId, tree))
          : SkillTreeConflict.make({ goalId, version })
      }),
    restore: (tree) => Effect.sync(() => void (trees.has(tree.goalId) || trees.set(tree.goalId, tree))),
    get: (userId, goalId) =>
      Effect.suspend(() => {
        const tree = trees.get(goalId)
        return tree?.userId === userId ? Effect.succeed(tree) : SkillTreeNotFound.make({ goalId })
      }),
    goalOf: (userId, id) =>
      Effect.suspend(() => {
        const tree = owned(userId).find((tree) => tree.nodes.some((node) => node.id === id))
        return tree === undefined ? SkillNodeNotFound.make({ id }) : Effect.succeed(tree.goalId)
      })
  })
})
