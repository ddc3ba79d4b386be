import { DateTime, Effect, Layer } from "effect"
import { Flashcard, type FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { GoalId } from "../../domain/goals/Goal.ts"
import {
  formerTreesKept,
  type SkillNodeId,
  SkillNodeNotFound,
  type SkillTree,
  SkillTreeConflict,
  SkillTreeNotFound,
  SkillTreeVersionNotFound
} from "../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../domain/users/User.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { MemoryTables } from "../MemoryTables.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** A version of a tree, with the cards that lost their node to it. */
interface VersionRow {
  readonly tree: SkillTree
  readonly unlinked: ReadonlyArray<readonly [card: FlashcardId, node: SkillNodeId]>
}

/** Keeps each goal's trees in a `Map`, the present one last. */
export const layer: Layer.Layer<SkillTreeStore, never, MemoryTables> = Layer.effect(
  SkillTreeStore,
  Effect.gen(function* () {
    const { cards } = yield* MemoryTables
    const rows = new Map<GoalId, ReadonlyArray<VersionRow>>()
    yield* forgetsWithLearner("skill_trees", rows, ([row]) => row?.tree.userId)
    const ofGoal = (userId: UserId, goalId: GoalId) =>
      (rows.get(goalId) ?? []).filter(({ tree }) => tree.userId === userId)
    const present = (goalId: GoalId) => rows.get(goalId)?.at(-1)?.tree
    const presentOf = (userId: UserId) =>
      [...rows.keys()].flatMap((goalId) => present(goalId) ?? []).filter((tree) => tree.userId === userId)

    /** Always a change: whoever edits a card says when it was last changed. */
    const link = (card: Flashcard, nodeId: SkillNodeId | null, { createdAt }: SkillTree) => {
      const updatedAt = DateTime.max(createdAt, DateTime.add(card.updatedAt, { milliseconds: 1 }))
      cards.set(card.id, Flashcard.make({ ...card, nodeId, updatedAt }))
    }

    /** Takes cards off nodes that are not in the tree. */
    const unlink = (tree: SkillTree): VersionRow["unlinked"] => {
      const nodes = new Set(tree.nodes.map(({ id }) => id))
      return [...cards.values()].flatMap((card) => {
        if (card.goalId !== tree.goalId || card.nodeId === null || nodes.has(card.nodeId)) return []
        link(card, null, tree)
        return [[card.id, card.nodeId] as const]
      })
    }

    /** Gives nodes of the tree back the cards that were taken off them last. */
    const relink = (tree: SkillTree, former: ReadonlyArray<VersionRow>) => {
      const nodes = new Set(tree.nodes.map(({ id }) => id))
      for (const [id, nodeId] of former.toReversed().flatMap(({ unlinked }) => unlinked)) {
        const card = cards.get(id)
        if (card?.nodeId === null && nodes.has(nodeId)) link(card, nodeId, tree)
      }
    }

    return SkillTreeStore.of({
      save: (tree) =>
        Effect.suspend(() => {
          const { goalId, version } = tree
          if (version !== (present(goalId)?.version ?? 0) + 1) return SkillTreeConflict.make({ goalId, version })
          const former = rows.get(goalId) ?? []
          relink(tree, former)
          rows.set(goalId, [...former, { tree, unlinked: unlink(tree) }].slice(-formerTreesKept - 1))
          return Effect.void
        }),
      restore: (tree) =>
        Effect.sync(() => void (rows.has(tree.goalId) || rows.set(tree.goalId, [{ tree, unlinked: [] }]))),
      get: (userId, goalId) =>
        Effect.suspend(() => {
          const tree = present(goalId)
          return tree?.userId === userId ? Effect.succeed(tree) : SkillTreeNotFound.make({ goalId })
        }),
      versions: (userId, goalId) =>
        Effect.sync(() =>
          ofGoal(userId, goalId)
            .map(({ tree: { createdAt, nodes, version }, unlinked }) => ({
              version,
              createdAt,
              skills: nodes.length,
              unlinked: unlinked.length
            }))
            .toReversed()
        ),
      version: (userId, goalId, version) =>
        Effect.suspend(() => {
          const row = ofGoal(userId, goalId).find(({ tree }) => tree.version === version)
          return row === undefined ? SkillTreeVersionNotFound.make({ goalId, version }) : Effect.succeed(row.tree)
        }),
      goalOf: (userId, id) =>
        Effect.suspend(() => {
          const tree = presentOf(userId).find((tree) => tree.nodes.some((node) => node.id === id))
          return tree === undefined ? SkillNodeNotFound.make({ id }) : Effect.succeed(tree.goalId)
        })
    })
  })
)
