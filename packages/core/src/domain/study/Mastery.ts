/**
 * Mastery says how much of a goal a learner has made their own: 0 to 100, from their schedules alone.
 */
import { Schema } from "effect"
import type { Schedule } from "../schedules/Schedule.ts"
import { SkillNodeId, type SkillTree } from "../skillTrees/SkillTree.ts"

/** The mastery of one node, with the numbers it comes from. */
export const NodeMastery = Schema.Struct({
  nodeId: SkillNodeId,
  mastery: Schema.Int,
  /** Active cards of this node alone, without its children. */
  cards: Schema.Int,
  /** Those of them in the review phase. */
  inReview: Schema.Int,
  /** Has cards, and all of them are in the review phase. */
  complete: Schema.Boolean
})
export type NodeMastery = typeof NodeMastery.Type

/** What one card adds: nothing while new, more the longer it is remembered. */
const weightOf = (schedule: Schedule): number => {
  if (schedule.phase === "new") return 0
  return schedule.phase === "review" ? 1 + Math.min(schedule.stability / 30, 0.5) : 0.25
}

/** The mastery of a set of cards; none is 0. */
export const masteryOf = (schedules: ReadonlyArray<Schedule>): number => {
  const sum = schedules.reduce((total, schedule) => total + weightOf(schedule), 0)
  return schedules.length === 0 ? 0 : Math.round((100 * sum) / (1.5 * schedules.length))
}

/** A card is mastered once it would be remembered for three weeks. */
export const isMastered = (schedule: Schedule): boolean => schedule.phase === "review" && schedule.stability > 21

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length)

/**
 * The mastery of every node and of the goal.
 *
 * **Details**
 *
 * A parent is the mean of its enabled children; its own cards, where it has some, count as one child more. The goal is
 * the mean of its categories, and its cards without a skill count as one category more. `schedulesOf` gives the
 * schedules of a node's own active cards, and for `null` those of cards without a skill.
 */
export const treeMastery = (
  tree: Pick<SkillTree, "nodes">,
  schedulesOf: (id: SkillNodeId | null) => ReadonlyArray<Schedule>
): { readonly goal: number; readonly nodes: ReadonlyArray<NodeMastery> } => {
  const children = Map.groupBy(tree.nodes, (node) => node.parentId)
  const known = new Map<SkillNodeId, NodeMastery>()
  const enabledMastery = (parent: SkillNodeId | null): Array<number> =>
    (children.get(parent) ?? []).filter((node) => node.enabled).map((node) => known.get(node.id)?.mastery ?? 0)
  /** The children of a node and its own cards; for `null` the categories and the cards without a skill. */
  const below = (id: SkillNodeId | null): number => {
    const own = schedulesOf(id)
    return mean(own.length === 0 ? enabledMastery(id) : [...enabledMastery(id), masteryOf(own)])
  }
  for (const node of tree.nodes.toReversed()) {
    const own = schedulesOf(node.id)
    const inReview = own.filter((schedule) => schedule.phase === "review").length
    known.set(node.id, {
      nodeId: node.id,
      mastery: below(node.id),
      cards: own.length,
      inReview,
      complete: own.length > 0 && inReview === own.length
    })
  }
  return { goal: below(null), nodes: tree.nodes.flatMap((node) => known.get(node.id) ?? []) }
}
