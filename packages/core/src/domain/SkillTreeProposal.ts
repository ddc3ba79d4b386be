/**
 * What an author proposes as a skill tree, and the rules it must pass before anything is kept.
 */
import { Result } from "effect"
import type { SourceSpan } from "./Source.ts"
import {
  maxTreeDepth,
  maxTreeNodes,
  pathOf,
  type Prerequisite,
  SkillNode,
  SkillNodeId,
  SkillTitle,
  type SkillTree,
  type SkillTreeFlaw,
  SkillTreeRefused
} from "./SkillTree.ts"
import { cut } from "./Text.ts"

/** A proposed skill and what hangs below it. */
export interface ProposedSkill {
  readonly title: string
  readonly description: string
  readonly source: SourceSpan | null
  readonly children: ReadonlyArray<ProposedSkill>
}

/** A proposed skill on its way into the tree: where it hangs, by index into the flat list. */
export interface PlacedSkill {
  readonly skill: ProposedSkill
  readonly parent: number | null
  readonly depth: number
  readonly position: number
}

const refuse = (flaw: SkillTreeFlaw, title = ""): Result.Result<never, SkillTreeRefused> =>
  Result.fail(SkillTreeRefused.make({ flaw, title: cut(title, 200) }))

/**
 * Lays a proposal out depth first, or says which rule it breaks.
 *
 * **Details**
 *
 * Walks with a stack of its own, since a hostile proposal may be nested deeper than ours.
 */
export const place = (
  skills: ReadonlyArray<ProposedSkill>
): Result.Result<ReadonlyArray<PlacedSkill>, SkillTreeRefused> => {
  const placed: Array<PlacedSkill> = []
  const waiting = layOut(skills, null, 1)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { children, title } = next.skill
    if (next.depth > maxTreeDepth) return refuse("too_deep", title)
    if (placed.length === maxTreeNodes) return refuse("too_many_nodes", title)
    if (cut(title, 200) === "") return refuse("no_title", placed[next.parent ?? -1]?.skill.title)
    const twice = repeatedTitle(children)
    if (twice !== undefined) return refuse("same_title_twice", twice)
    placed.push(next)
    waiting.push(...layOut(children, placed.length - 1, next.depth + 1))
  }
  const twice = repeatedTitle(skills)
  if (twice !== undefined) return refuse("same_title_twice", twice)
  return placed.length === 0 ? refuse("empty") : Result.succeed(placed)
}

// Reversed, because the last one pushed is the first one taken.
const layOut = (skills: ReadonlyArray<ProposedSkill>, parent: number | null, depth: number): Array<PlacedSkill> =>
  skills
    .slice(0, maxTreeNodes + 1)
    .map((skill, position) => ({ skill, parent, depth, position }))
    .toReversed()

/** Titles are compared as a reader would: without case and surrounding space. */
const repeatedTitle = (siblings: ReadonlyArray<ProposedSkill>): string | undefined => {
  const seen = new Set<string>()
  return siblings.find(({ title }) => {
    const key = title.trim().toLowerCase()
    return seen.size === seen.add(key).size
  })?.title
}

/**
 * What follows the tree before: nodes whose path was there keep their id, the others get a fresh one, and prerequisites
 * stay between the nodes that do. `fresh` has an id for every placed skill.
 */
export const grown = (
  placed: ReadonlyArray<PlacedSkill>,
  fresh: ReadonlyArray<string>,
  before: SkillTree | null
): Pick<SkillTree, "version" | "nodes" | "prerequisites"> => {
  const nodes = toNodes(placed, fresh, before)
  const kept = new Set(nodes.map((node) => node.id))
  return {
    version: (before?.version ?? 0) + 1,
    nodes,
    prerequisites: (before?.prerequisites ?? []).filter((it) => kept.has(it.nodeId) && kept.has(it.requiresId))
  }
}

const toNodes = (
  placed: ReadonlyArray<PlacedSkill>,
  fresh: ReadonlyArray<string>,
  before: SkillTree | null
): ReadonlyArray<SkillNode> => {
  const known = knownNodes(placed, before)
  const nodes: Array<{ readonly node: SkillNode; readonly path: ReadonlyArray<string> }> = []
  for (const [i, { depth, parent, position, skill }] of placed.entries()) {
    const above = parent === null ? undefined : nodes[parent]
    const title = SkillTitle.make(cut(skill.title, 200))
    const path = [...(above?.path ?? []), title]
    const same = known.take(skill, path)
    const node = SkillNode.make({
      id: same?.id ?? SkillNodeId.make(fresh[i] ?? ""),
      parentId: above?.node.id ?? null,
      depth,
      position,
      title,
      description: cut(skill.description, 1_000),
      enabled: same?.enabled ?? true,
      source: skill.source
    })
    nodes.push({ node, path })
  }
  return nodes.map(({ node }) => node)
}

/**
 * The nodes of the tree before, each to be taken once: by the place in the notes it was read from, which stays when
 * more notes push it down a level; else by its path. What another skill has by its place is not taken by a path.
 */
const knownNodes = (placed: ReadonlyArray<PlacedSkill>, before: SkillTree | null) => {
  const places = new Set(placed.flatMap(({ skill }) => placeKey(skill.source) ?? []))
  const byPlace = new Map<string, SkillNode>()
  const byPath = new Map<string, SkillNode>()
  for (const node of before?.nodes ?? []) {
    const place = placeKey(node.source)
    if (place !== undefined && places.has(place)) byPlace.set(place, node)
    else if (before !== null) byPath.set(pathKey(pathOf(before, node.id)), node)
  }
  return {
    take: (skill: ProposedSkill, path: ReadonlyArray<string>): SkillNode | undefined =>
      takeFrom(byPlace, placeKey(skill.source)) ?? takeFrom(byPath, pathKey(path))
  }
}

const takeFrom = (nodes: Map<string, SkillNode>, key: string | undefined): SkillNode | undefined => {
  const node = key === undefined ? undefined : nodes.get(key)
  if (key !== undefined) nodes.delete(key)
  return node
}

const placeKey = (source: SourceSpan | null): string | undefined =>
  source === null ? undefined : `${source.documentId}:${source.start}`

const pathKey = (path: ReadonlyArray<string>): string => JSON.stringify(path.map((title) => title.toLowerCase()))

/** Checks that prerequisites name nodes of the tree and that nobody waits for themselves. */
export const checkPrerequisites = (
  nodes: ReadonlyArray<SkillNode>,
  prerequisites: ReadonlyArray<Prerequisite>
): Result.Result<void, SkillTreeRefused> => {
  const titles = new Map<string, string>(nodes.map((node) => [node.id, node.title]))
  const stranger = prerequisites.find((edge) => !titles.has(edge.nodeId) || !titles.has(edge.requiresId))
  if (stranger !== undefined) return refuse("unknown_prerequisite", titles.get(stranger.nodeId) ?? stranger.nodeId)
  const stuck = firstOnCycle(prerequisites)
  return stuck === undefined ? Result.succeed(undefined) : refuse("prerequisite_cycle", titles.get(stuck) ?? stuck)
}

/** Lets nodes go whose requirements have all gone; among those left, follows what each waits for into the circle. */
const firstOnCycle = (edges: ReadonlyArray<Prerequisite>): string | undefined => {
  const waiters = Map.groupBy(edges, (edge) => edge.requiresId)
  const open = new Map<string, number>()
  for (const { nodeId } of edges) open.set(nodeId, (open.get(nodeId) ?? 0) + 1)
  const gone = [...waiters.keys()].filter((id) => !open.has(id))
  for (const id of gone) {
    for (const { nodeId } of waiters.get(id) ?? []) {
      const left = (open.get(nodeId) ?? 0) - 1
      open.set(nodeId, left)
      if (left === 0) gone.push(nodeId)
    }
  }
  const free = new Set<string>(gone)
  const stuck = edges.filter((edge) => !free.has(edge.requiresId))
  return stuck.length === 0 ? undefined : intoCycle(new Map(stuck.map((edge) => [edge.nodeId, edge.requiresId])))
}

/** `waitsFor` has an entry for each of its values, so that walking it must come back to a node. */
const intoCycle = (waitsFor: ReadonlyMap<string, string>): string | undefined => {
  const seen = new Set<string>()
  let [id] = waitsFor.keys()
  while (id !== undefined && seen.size !== seen.add(id).size) id = waitsFor.get(id)
  return id
}
