/**
 * What an author proposes as a skill tree, and the rules it must pass before anything is kept.
 */
import { Result, Schema } from "effect"
import { SourceSpan } from "../notes/Source.ts"
import {
  maxTreeDepth,
  maxTreeNodes,
  type Prerequisite,
  SkillNode,
  SkillTitle,
  type SkillTreeFlaw,
  SkillTreeRefused
} from "./SkillTree.ts"
import { cut } from "../Text.ts"

/** A proposed skill and what hangs below it. */
export interface ProposedSkill {
  readonly title: string
  readonly description: string
  readonly source: SourceSpan | null
  readonly children: ReadonlyArray<ProposedSkill>
}

/** A proposed skill on its way into the tree: where it hangs, by index into the flat list, and cut to what is kept. */
export const PlacedSkill = Schema.Struct({
  title: SkillTitle,
  description: SkillNode.fields.description,
  source: Schema.NullOr(SourceSpan),
  parent: Schema.NullOr(Schema.Int),
  depth: Schema.Int,
  position: Schema.Int
})
export type PlacedSkill = typeof PlacedSkill.Type

/** UTF-16 units of JSON: a proposal is kept whole between two steps of a run. */
const longestProposal = 900_000

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
    const { skill, ...where } = next
    if (where.depth > maxTreeDepth) return refuse("too_deep", skill.title)
    if (placed.length === maxTreeNodes) return refuse("too_many_nodes", skill.title)
    const title = cut(skill.title, 200)
    if (title === "") return refuse("no_title", placed[where.parent ?? -1]?.title)
    const twice = repeatedTitle(skill.children)
    if (twice !== undefined) return refuse("same_title_twice", twice)
    const description = cut(skill.description, 1_000)
    placed.push({ title: SkillTitle.make(title), description, source: skill.source, ...where })
    waiting.push(...layOut(skill.children, placed.length - 1, where.depth + 1))
  }
  const twice = repeatedTitle(skills)
  if (twice !== undefined) return refuse("same_title_twice", twice)
  if (placed.length === 0) return refuse("empty")
  return JSON.stringify(placed).length > longestProposal ? refuse("too_long") : Result.succeed(placed)
}

// Reversed, because the last one pushed is the first one taken.
const layOut = (skills: ReadonlyArray<ProposedSkill>, parent: number | null, depth: number): Array<WaitingSkill> =>
  skills
    .slice(0, maxTreeNodes + 1)
    .map((skill, position) => ({ skill, parent, depth, position }))
    .toReversed()

interface WaitingSkill extends Pick<PlacedSkill, "parent" | "depth" | "position"> {
  readonly skill: ProposedSkill
}

/** Titles are compared as a reader would: without case and surrounding space. */
const repeatedTitle = (siblings: ReadonlyArray<ProposedSkill>): string | undefined => {
  const seen = new Set<string>()
  return siblings.find(({ title }) => {
    const key = title.trim().toLowerCase()
    return seen.size === seen.add(key).size
  })?.title
}

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
