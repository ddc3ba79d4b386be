/**
 * A skill tree as text, with the mastery of each skill.
 */
import type { MasteryReport, SkillNode, SkillNodeId, SkillTree } from "@loopi/core"
import { gauge } from "./bars.ts"
import { cut, dim } from "./text.ts"

/** One line a skill. `most` lines at the most, with a note of how many are left out. */
export const renderTree = (tree: SkillTree, { nodes }: MasteryReport, most = Infinity): ReadonlyArray<string> => {
  const mastery = new Map(nodes.map((node) => [node.nodeId, node]))
  const children = Map.groupBy(tree.nodes, (node) => node.parentId)
  const lines: Array<string> = []
  const draw = (parent: SkillNodeId | null, indent: string): void => {
    const siblings = children.get(parent) ?? []
    for (const [i, node] of siblings.entries()) {
      const last = i === siblings.length - 1
      const prefix = `${indent}${last ? "└─ " : "├─ "}`
      lines.push(line(node, prefix, mastery.get(node.id), children.has(node.id)))
      draw(node.id, `${indent}${last ? "   " : "│  "}`)
    }
  }
  draw(null, "")
  return lines.length <= most ? lines : [...lines.slice(0, most), dim(`… and ${lines.length - most} more skills`)]
}

const line = (
  node: SkillNode,
  prefix: string,
  known: MasteryReport["nodes"][number] | undefined,
  isParent: boolean
): string => {
  const title = cut(node.title, 46 - prefix.length)
  if (!isParent && (known?.cards ?? 0) === 0) return `${prefix}${title.padEnd(46 - prefix.length)} ${dim("no cards")}`
  const cards = known === undefined || known.cards === 0 ? "" : dim(`${known.cards}`.padStart(4))
  const share = (known?.mastery ?? 0) / 100
  return `${prefix}${title.padEnd(46 - prefix.length)} ${gauge(share, 10)} ${`${known?.mastery ?? 0}`.padStart(3)} %${cards}`
}
