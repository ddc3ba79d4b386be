/**
 * What sets a tree apart from the one before it, skill by skill, in words a learner can decide by.
 */
import { Schema } from "effect"
import { pathsOf, SkillNodeId, SkillTitle, type SkillTree } from "./SkillTree.ts"

/** How a proposed skill was found to be one there is: by its place in a note, its path, its title, or its meaning. */
export const MatchRule = Schema.Literals(["place", "path", "title", "meaning"])
export type MatchRule = typeof MatchRule.Type

const Path = Schema.Array(SkillTitle)
const named = { nodeId: SkillNodeId, title: SkillTitle }

/** A skill that is renamed and moved is in both lists. Another order of siblings is no difference. */
export const SkillTreeDiff = Schema.Struct({
  /** Skills that stay as they are, where they are. */
  kept: Schema.Array(Schema.Struct(named)),
  renamed: Schema.Array(
    Schema.Struct({
      nodeId: SkillNodeId,
      from: SkillTitle,
      to: SkillTitle,
      by: MatchRule,
      /** How alike the two are, where it was told by their meaning. */
      score: Schema.NullOr(Schema.Finite)
    })
  ),
  /** Skills below another parent than before. */
  moved: Schema.Array(Schema.Struct({ ...named, from: Path, to: Path })),
  added: Schema.Array(Schema.Struct({ title: SkillTitle, path: Path })),
  removed: Schema.Array(
    Schema.Struct({
      ...named,
      path: Path,
      /** Cards that stay, and are studied, without a skill. */
      cards: Schema.Int
    })
  )
})
export type SkillTreeDiff = typeof SkillTreeDiff.Type

/** How a node of the tree was recognised. */
export interface Recognised {
  readonly by: MatchRule
  readonly score: number | null
}

type Nodes = Pick<SkillTree, "nodes">

/** Compares two trees by the ids of their nodes. `cardsOf` counts the cards of a node that goes. */
export const diffOf = (
  before: Nodes,
  after: Nodes,
  recognised: ReadonlyMap<SkillNodeId, Recognised>,
  cardsOf: (id: SkillNodeId) => number
): SkillTreeDiff => {
  const [known, paths, formerPaths] = [new Map(before.nodes.map((it) => [it.id, it])), pathsOf(after), pathsOf(before)]
  const present = new Set(after.nodes.map(({ id }) => id))
  const pairs = after.nodes.map((node) => ({ node, former: known.get(node.id) }))
  const isRenamed = ({ former, node }: (typeof pairs)[number]) => former !== undefined && former.title !== node.title
  const isMoved = ({ former, node }: (typeof pairs)[number]) =>
    former !== undefined && former.parentId !== node.parentId
  return {
    kept: pairs
      .filter((pair) => pair.former !== undefined && !isRenamed(pair) && !isMoved(pair))
      .map(({ node }) => ({ nodeId: node.id, title: node.title })),
    renamed: pairs.filter(isRenamed).map(({ former, node }) => ({
      nodeId: node.id,
      from: former?.title ?? node.title,
      to: node.title,
      ...(recognised.get(node.id) ?? { by: "path", score: null })
    })),
    moved: pairs.filter(isMoved).map(({ node }) => ({
      nodeId: node.id,
      title: node.title,
      from: formerPaths.get(node.id) ?? [],
      to: paths.get(node.id) ?? []
    })),
    added: pairs
      .filter(({ former }) => former === undefined)
      .map(({ node }) => ({ title: node.title, path: paths.get(node.id) ?? [] })),
    removed: before.nodes
      .filter(({ id }) => !present.has(id))
      .map(({ id, title }) => ({ nodeId: id, title, path: formerPaths.get(id) ?? [], cards: cardsOf(id) }))
  }
}
