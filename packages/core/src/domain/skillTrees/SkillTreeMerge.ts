/**
 * Puts a proposed tree in the place of the present one as a merge: what the learner has stays with the skills it
 * belongs to.
 */
import { Schema } from "effect"
import { type Prerequisite, SkillNode, SkillNodeId, SkillTree } from "./SkillTree.ts"
import { diffOf, SkillTreeDiff } from "./SkillTreeDiff.ts"
import type { Matches } from "./SkillTreeMatch.ts"
import type { PlacedSkill } from "./SkillTreeProposal.ts"

/** A tree that was written anew, and what that comes to for the skills there were. */
export const RegeneratedTree = Schema.Struct({
  tree: SkillTree,
  diff: SkillTreeDiff,
  /** Whether it differs from the present one in anything, such as a description; if not, the present one stays. */
  changed: Schema.Boolean
})
export type RegeneratedTree = typeof RegeneratedTree.Type

/** What follows the present tree. */
export interface MergedTree extends Pick<RegeneratedTree, "diff" | "changed"> {
  readonly tree: Pick<SkillTree, "version" | "nodes" | "prerequisites">
}

/**
 * Matched skills keep their id, so cards, schedules and history follow, and the learner's choice to leave them out.
 * The others get a fresh one: `fresh` has an id for every placed skill. Prerequisites stay between skills that do.
 */
export const merge = (
  before: SkillTree | null,
  placed: ReadonlyArray<PlacedSkill>,
  matches: Matches,
  fresh: ReadonlyArray<string>,
  cardsOf: (id: SkillNodeId) => number = () => 0
): MergedTree => {
  const nodes = toNodes(placed, matches, fresh)
  const prerequisites = prerequisitesAmong(nodes, before?.prerequisites ?? [])
  const recognised = new Map([...matches.values()].map(({ by, node, score }) => [node.id, { by, score }]))
  return {
    tree: { version: (before?.version ?? 0) + 1, nodes, prerequisites },
    diff: diffOf(before ?? { nodes: [] }, { nodes }, recognised, cardsOf),
    changed: before === null || !sameNodes(before.nodes, nodes)
  }
}

const prerequisitesAmong = (nodes: ReadonlyArray<SkillNode>, prerequisites: ReadonlyArray<Prerequisite>) => {
  const kept = new Set(nodes.map(({ id }) => id))
  return prerequisites.filter(({ nodeId, requiresId }) => kept.has(nodeId) && kept.has(requiresId))
}

const toNodes = (
  placed: ReadonlyArray<PlacedSkill>,
  matches: Matches,
  fresh: ReadonlyArray<string>
): ReadonlyArray<SkillNode> => {
  const nodes: Array<SkillNode> = []
  for (const [i, one] of placed.entries()) {
    const former = matches.get(i)?.node
    const parentId = one.parent === null ? null : (nodes[one.parent]?.id ?? null)
    const id = former?.id ?? SkillNodeId.make(fresh[i] ?? "")
    const { depth, description, position, source, title } = one
    const enabled = former?.enabled ?? true
    const node = SkillNode.make({ id, parentId, depth, position, title, description, enabled, source })
    nodes.push(node)
  }
  return nodes
}

const sameNodes = (before: ReadonlyArray<SkillNode>, after: ReadonlyArray<SkillNode>): boolean =>
  before.length === after.length && before.every((node, i) => isSame(node, after[i]))

const isSame = (a: SkillNode, b: SkillNode | undefined): boolean =>
  b !== undefined && JSON.stringify(comparable(a)) === JSON.stringify(comparable(b))

// In an order of our own: a source that was read back may have its fields in another.
const comparable = ({ depth, description, enabled, id, parentId, position, source, title }: SkillNode) => {
  const place = source === null ? null : [source.documentId, source.start, source.end]
  return [id, parentId, depth, position, title, description, enabled, place]
}
