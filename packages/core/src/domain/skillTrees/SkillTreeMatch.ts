/**
 * Finds out which skills of a proposal are skills there are already. One to one: what is taken is taken.
 */
import { Order } from "effect"
import { normalise } from "../duplicates/Similarity.ts"
import { tellingTitle } from "./SkillTreeMeaning.ts"
import { pathsOf, type SkillNode, type SkillTree } from "./SkillTree.ts"
import type { Recognised } from "./SkillTreeDiff.ts"
import type { PlacedSkill } from "./SkillTreeProposal.ts"
import type { SourceSpan } from "../notes/Source.ts"

/** A proposed skill, by its index, is this node. */
export interface Match extends Recognised {
  readonly node: SkillNode
}
export type Matches = ReadonlyMap<number, Match>

/** A node and a proposed skill that may mean the same, neither of them matched yet. */
export interface Alike {
  readonly node: SkillNode
  readonly skill: number
  readonly score: number
}

/**
 * Matches what can be told without its meaning, surest first: the same words at the same place in a note, the same path,
 * the same place under another title, and a title that stands once in either tree, wherever it was moved.
 */
export const matchByName = (before: SkillTree | null, placed: ReadonlyArray<PlacedSkill>): Matches => {
  if (before === null) return new Map()
  const matching = matchingOver(before, placed)
  const [former, proposed] = [pathsOf(before), pathsOfPlaced(placed)]
  const formerPath = ({ id }: SkillNode) => former.get(id) ?? []
  const path = (skill: number) => proposed[skill] ?? []

  matching.inOrder(
    "place",
    (node) => placeAnd(node.source, node.title),
    (one) => placeAnd(one.source, one.title)
  )
  matching.inOrder(
    "path",
    (node) => exact(formerPath(node)),
    (_, i) => exact(path(i))
  )
  matching.inOrder(
    "path",
    (node) => loose(formerPath(node)),
    (_, i) => loose(path(i))
  )
  matching.ifOnly(
    "place",
    (node) => placeAnd(node.source, ""),
    (one) => placeAnd(one.source, "")
  )
  matching.ifOnly(
    "title",
    (node) => tellingTitle(node.title),
    (one) => tellingTitle(one.title)
  )
  matching.belowTheSame()
  return matching.matches
}

/** Matches the rest by their meaning, the most alike first; among equals, those whose parents are matched. */
export const matchByMeaning = (
  before: SkillTree,
  placed: ReadonlyArray<PlacedSkill>,
  named: Matches,
  alike: ReadonlyArray<Alike>
): Matches => {
  const matching = matchingOver(before, placed, named)
  for (const { node, score, skill } of alike.toSorted(mostAlikeFirst))
    matching.take(skill, { node, by: "meaning", score })
  matching.belowTheSame()
  return matching.matches
}

const mostAlikeFirst: Order.Order<Alike> = Order.combineAll([
  Order.flip(Order.mapInput(Order.Number, ({ score }: Alike) => score)),
  Order.mapInput(Order.Number, ({ skill }: Alike) => skill),
  Order.mapInput(Order.String, ({ node }: Alike) => node.id)
])

type KeyOfNode = (node: SkillNode) => string | undefined
type KeyOfSkill = (skill: PlacedSkill, index: number) => string | undefined

const matchingOver = (before: SkillTree, placed: ReadonlyArray<PlacedSkill>, named: Matches = new Map()) => {
  const matches = new Map(named)
  const taken = new Set([...named.values()].map(({ node }) => node.id))

  const take = (skill: number, match: Match): void => {
    if (matches.has(skill) || taken.has(match.node.id)) return
    matches.set(skill, match)
    taken.add(match.node.id)
  }
  const byKey = (ofNode: KeyOfNode, ofSkill: KeyOfSkill) => ({
    nodes: Map.groupBy(before.nodes, ofNode),
    skills: Map.groupBy(placed.keys(), (i) => placed[i] && ofSkill(placed[i], i))
  })

  /** Where several have the same key, the first is the first. */
  const inOrder = (by: Match["by"], ofNode: KeyOfNode, ofSkill: KeyOfSkill): void => {
    const { nodes, skills } = byKey(ofNode, ofSkill)
    for (const [key, indices] of skills) {
      const free = key === undefined ? [] : (nodes.get(key) ?? []).filter(({ id }) => !taken.has(id))
      const open = indices.filter((i) => !matches.has(i))
      for (const [i, node] of free.slice(0, open.length).entries()) take(open[i] ?? -1, { node, by, score: null })
    }
  }

  /** Only what has its key to itself in the whole of either tree. */
  const ifOnly = (by: Match["by"], ofNode: KeyOfNode, ofSkill: KeyOfSkill): void => {
    const { nodes, skills } = byKey(ofNode, ofSkill)
    for (const [key, [skill = -1, ...more]] of skills) {
      const [node, ...others] = (key === undefined ? undefined : nodes.get(key)) ?? []
      if (node !== undefined && more.length === 0 && others.length === 0) take(skill, { node, by, score: null })
    }
  }

  /** The same title below the same parent, which may have got another name or place. */
  const belowTheSame = (): void => {
    for (const level of [2, 3]) {
      inOrder(
        "title",
        (node) => (node.depth > 1 ? JSON.stringify([node.parentId, normalise(node.title)]) : undefined),
        (one) => {
          const parent = one.depth === level && one.parent !== null ? matches.get(one.parent)?.node.id : undefined
          return parent === undefined ? undefined : JSON.stringify([parent, normalise(one.title)])
        }
      )
    }
  }

  return { matches, take, inOrder, ifOnly, belowTheSame }
}

const pathsOfPlaced = (placed: ReadonlyArray<PlacedSkill>): ReadonlyArray<ReadonlyArray<string>> => {
  const paths: Array<ReadonlyArray<string>> = []
  for (const { parent, title } of placed) paths.push([...((parent === null ? undefined : paths[parent]) ?? []), title])
  return paths
}

const exact = (path: ReadonlyArray<string>): string => JSON.stringify(path.map((title) => title.toLowerCase()))
const loose = (path: ReadonlyArray<string>): string => JSON.stringify(path.map(normalise))

const placeAnd = (source: SourceSpan | null, title: string): string | undefined =>
  source === null ? undefined : JSON.stringify([source.documentId, source.start, title.toLowerCase()])
