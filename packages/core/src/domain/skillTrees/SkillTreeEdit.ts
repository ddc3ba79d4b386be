/**
 * What a learner changes in a tree by hand.
 */
import { Result } from "effect"
import { type NodeChange, SkillNode, type SkillNodeId, SkillNodeNotFound, SkillTreeRefused } from "./SkillTree.ts"

/** The nodes with one of them changed; the very same where nothing changes. */
export const withChange = (
  nodes: ReadonlyArray<SkillNode>,
  id: SkillNodeId,
  change: NodeChange
): Result.Result<ReadonlyArray<SkillNode>, SkillNodeNotFound | SkillTreeRefused> => {
  const before = nodes.find((node) => node.id === id)
  if (before === undefined) return Result.fail(SkillNodeNotFound.make({ id }))
  const after = SkillNode.make({ ...before, ...change })
  const name = after.title.toLowerCase()
  const twin = nodes.find((it) => it.parentId === before.parentId && it.id !== id && it.title.toLowerCase() === name)
  if (twin !== undefined) return Result.fail(SkillTreeRefused.make({ flaw: "same_title_twice", title: after.title }))
  const isSame = after.title === before.title && after.enabled === before.enabled
  return Result.succeed(isSame ? nodes : nodes.map((node) => (node === before ? after : node)))
}
