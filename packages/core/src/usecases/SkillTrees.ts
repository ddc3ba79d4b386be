/**
 * What a learner does with the skill tree of a goal.
 */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import type { GoalId, GoalNotFound } from "../domain/Goal.ts"
import {
  pathOf,
  SkillNode,
  SkillNodeId,
  SkillTitle,
  SkillTree,
  type SkillTreeConflict,
  type SkillTreeNotFound,
  type SkillTreeRefused
} from "../domain/SkillTree.ts"
import { place, type PlacedSkill } from "../domain/SkillTreeProposal.ts"
import { cut } from "../domain/Text.ts"
import type { UserId } from "../domain/User.ts"
import type { AuthorFailed } from "../ports/AuthorFailed.ts"
import { GoalStore } from "../ports/GoalStore.ts"
import { Ids } from "../ports/Ids.ts"
import { SkillTreeAuthor } from "../ports/SkillTreeAuthor.ts"
import { SkillTreeStore } from "../ports/SkillTreeStore.ts"
import { SourceDocumentStore } from "../ports/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"

export class SkillTrees extends Context.Service<
  SkillTrees,
  {
    /**
     * Has the goal's tree written and puts it in the place of the present one. Nodes that keep their path keep their
     * id, so their cards follow. Whatever fails leaves the present tree as it is.
     */
    readonly grow: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<SkillTree, GoalNotFound | AuthorFailed | SkillTreeRefused | SkillTreeConflict | StoreUnavailable>
    readonly get: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<SkillTree, SkillTreeNotFound | GoalNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/SkillTrees") {
  static readonly layer: Layer.Layer<
    SkillTrees,
    never,
    GoalStore | SkillTreeStore | SourceDocumentStore | SkillTreeAuthor
  > = Layer.effect(
    SkillTrees,
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const trees = yield* SkillTreeStore
      const documents = yield* SourceDocumentStore
      const author = yield* SkillTreeAuthor
      const ids = yield* Ids

      const present = (userId: UserId, goalId: GoalId) =>
        trees.get(userId, goalId).pipe(
          Effect.asSome,
          Effect.catchTag("SkillTreeNotFound", () => Effect.succeedNone)
        )

      const grow = Effect.fn("SkillTrees.grow")(function* (userId: UserId, goalId: GoalId) {
        const goal = yield* goals.get(userId, goalId)
        const before = Option.getOrUndefined(yield* present(userId, goalId))
        const proposal = yield* author.propose(goal, yield* documents.list(userId, goalId))

        const placed = yield* Effect.fromResult(place(proposal))
        const fresh = yield* Effect.forEach(placed, () => ids.next)
        const nodes = toNodes(placed, fresh, before)
        const kept = new Set(nodes.map((node) => node.id))
        const tree = SkillTree.make({
          goalId,
          userId,
          version: (before?.version ?? 0) + 1,
          nodes,
          prerequisites: (before?.prerequisites ?? []).filter((it) => kept.has(it.nodeId) && kept.has(it.requiresId)),
          createdAt: yield* DateTime.now
        })

        yield* trees.save(tree)
        return tree
      })

      const get = Effect.fn("SkillTrees.get")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        return yield* trees.get(userId, goalId)
      })

      return SkillTrees.of({ grow, get })
    })
  )
}

/** Gives every placed skill an id: the one its path had before, or a fresh one. */
const toNodes = (
  placed: ReadonlyArray<PlacedSkill>,
  fresh: ReadonlyArray<string>,
  before: SkillTree | undefined
): ReadonlyArray<SkillNode> => {
  const known = new Map(before?.nodes.map((node) => [pathKey(pathOf(before, node.id)), node]))
  const nodes: Array<{ readonly node: SkillNode; readonly path: ReadonlyArray<string> }> = []
  for (const [i, { depth, parent, position, skill }] of placed.entries()) {
    const above = parent === null ? undefined : nodes[parent]
    const title = SkillTitle.make(cut(skill.title, 200))
    const path = [...(above?.path ?? []), title]
    const same = known.get(pathKey(path))
    // Two long titles may be cut to the same one: the second is another skill.
    known.delete(pathKey(path))
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

const pathKey = (path: ReadonlyArray<string>): string => JSON.stringify(path.map((title) => title.toLowerCase()))
