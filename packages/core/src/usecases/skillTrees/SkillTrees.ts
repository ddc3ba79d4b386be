/**
 * What a learner does with the skill tree of a goal.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import {
  type NodeChange,
  type Prerequisite,
  type SkillNodeId,
  type SkillNodeNotFound,
  SkillTree,
  SkillTreeConflict,
  type SkillTreeNotFound,
  type SkillTreeRefused,
  type SkillTreeVersion,
  type SkillTreeVersionNotFound
} from "../../domain/skillTrees/SkillTree.ts"
import { withChange } from "../../domain/skillTrees/SkillTreeEdit.ts"
import type { RegeneratedTree } from "../../domain/skillTrees/SkillTreeMerge.ts"
import { checkPrerequisites } from "../../domain/skillTrees/SkillTreeProposal.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { AuthorError } from "../../ports/flashcards/FlashcardAuthor.ts"
import type { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { SkillTreeAuthor } from "../../ports/skillTrees/SkillTreeAuthor.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { Embeddings } from "../vectors/Embeddings.ts"
import { treeMerging } from "./treeMerging.ts"

type NoTree = GoalNotFound | SkillTreeNotFound | StoreUnavailable

export class SkillTrees extends Context.Service<
  SkillTrees,
  {
    /**
     * Has the goal's tree written and merges it into the present one: skills that are the same by their place in the
     * notes, their path, their title or their meaning keep their id, so their cards follow. Cards of skills that go
     * stay without one. Whatever fails leaves the present tree as it is.
     */
    readonly grow: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<SkillTree, GoalNotFound | AuthorError | SkillTreeRefused | SkillTreeConflict>
    /** What `grow` would come to, with nothing changed. An author that is asked again may say something else. */
    readonly preview: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<RegeneratedTree, GoalNotFound | AuthorError | SkillTreeRefused>
    readonly get: (userId: UserId, goalId: GoalId) => Effect.Effect<SkillTree, NoTree>
    /** The versions of the tree that are kept, newest first. */
    readonly versions: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<ReadonlyArray<SkillTreeVersion>, GoalNotFound | StoreUnavailable>
    readonly version: (
      userId: UserId,
      goalId: GoalId,
      version: number
    ) => Effect.Effect<SkillTree, GoalNotFound | SkillTreeVersionNotFound | StoreUnavailable>
    /**
     * Goes back to a version, as a new one with the nodes of that one. Cards that lost their node meanwhile come back
     * to it, if they are still without one.
     */
    readonly restore: (
      userId: UserId,
      goalId: GoalId,
      version: number
    ) => Effect.Effect<SkillTree, NoTree | SkillTreeVersionNotFound | SkillTreeConflict>
    /** Switches a skill on or off, or gives it another title. With `expected`, only in that version of the tree. */
    readonly change: (
      userId: UserId,
      goalId: GoalId,
      nodeId: SkillNodeId,
      change: NodeChange,
      expected?: number
    ) => Effect.Effect<SkillTree, NoTree | SkillNodeNotFound | SkillTreeRefused | SkillTreeConflict>
    /**
     * Says which skills build on which, in the place of what was said before: their cards wait for each other. With
     * `expected`, only in that version of the tree.
     */
    readonly setPrerequisites: (
      userId: UserId,
      goalId: GoalId,
      prerequisites: ReadonlyArray<Prerequisite>,
      expected?: number
    ) => Effect.Effect<SkillTree, NoTree | SkillTreeRefused | SkillTreeConflict>
  }
>()("@loopi/core/usecases/skillTrees/SkillTrees") {
  static readonly layer: Layer.Layer<
    SkillTrees,
    never,
    GoalStore | SkillTreeStore | SourceDocumentStore | FlashcardStore | SkillTreeAuthor | Embeddings
  > = Layer.effect(
    SkillTrees,
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const trees = yield* SkillTreeStore
      const { mergeInto, presentOf, propose } = yield* treeMerging

      const preview = Effect.fn("SkillTrees.preview")(function* (userId: UserId, goalId: GoalId) {
        const goal = yield* goals.get(userId, goalId)
        const before = yield* presentOf(goal)
        const placed = yield* propose(goal, before, null, () => Effect.void)
        return yield* mergeInto(goal, before, placed)
      })

      const grow = Effect.fn("SkillTrees.grow")(function* (userId: UserId, goalId: GoalId) {
        const { changed, tree } = yield* preview(userId, goalId)
        if (changed) yield* trees.save(tree)
        return tree
      })

      const get = Effect.fn("SkillTrees.get")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        return yield* trees.get(userId, goalId)
      })

      /** The present tree, if it is the version that is expected. */
      const getAt = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId, expected: number | undefined) {
        const tree = yield* get(userId, goalId)
        if (expected === undefined || expected === tree.version) return tree
        return yield* SkillTreeConflict.make({ goalId, version: expected })
      })

      const versions = Effect.fn("SkillTrees.versions")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        return yield* trees.versions(userId, goalId)
      })

      const version = Effect.fn("SkillTrees.version")(function* (userId: UserId, goalId: GoalId, version: number) {
        yield* goals.get(userId, goalId)
        return yield* trees.version(userId, goalId, version)
      })

      /** Saves what follows a tree. */
      const saveNext = Effect.fnUntraced(function* (
        before: SkillTree,
        changed: Partial<Pick<SkillTree, "nodes" | "prerequisites">>
      ) {
        const next = { ...before, ...changed, version: before.version + 1, createdAt: yield* DateTime.now }
        const after = SkillTree.make(next)
        yield* trees.save(after)
        return after
      })

      const restore = Effect.fn("SkillTrees.restore")(function* (userId: UserId, goalId: GoalId, version: number) {
        const present = yield* get(userId, goalId)
        const { nodes, prerequisites } = yield* trees.version(userId, goalId, version)
        return version === present.version ? present : yield* saveNext(present, { nodes, prerequisites })
      })

      const change = Effect.fn("SkillTrees.change")(function* (
        userId: UserId,
        goalId: GoalId,
        nodeId: SkillNodeId,
        change: NodeChange,
        expected?: number
      ) {
        const before = yield* getAt(userId, goalId, expected)
        const nodes = yield* Effect.fromResult(withChange(before.nodes, nodeId, change))
        return nodes === before.nodes ? before : yield* saveNext(before, { nodes })
      })

      const setPrerequisites = Effect.fn("SkillTrees.setPrerequisites")(function* (
        userId: UserId,
        goalId: GoalId,
        prerequisites: ReadonlyArray<Prerequisite>,
        expected?: number
      ) {
        const before = yield* getAt(userId, goalId, expected)
        yield* Effect.fromResult(checkPrerequisites(before.nodes, prerequisites))
        return yield* saveNext(before, { prerequisites })
      })

      return SkillTrees.of({ grow, preview, get, versions, version, restore, change, setPrerequisites })
    })
  )
}
