/**
 * What a learner does with the skill tree of a goal.
 */
import { Context, DateTime, Effect, Layer, Stream } from "effect"
import type { GoalId, GoalNotFound } from "../domain/Goal.ts"
import {
  type Prerequisite,
  SkillTree,
  type SkillTreeConflict,
  type SkillTreeNotFound,
  type SkillTreeRefused
} from "../domain/SkillTree.ts"
import { checkPrerequisites, grown, place } from "../domain/SkillTreeProposal.ts"
import type { UserId } from "../domain/User.ts"
import type { AuthorError } from "../ports/FlashcardAuthor.ts"
import { GoalStore } from "../ports/GoalStore.ts"
import { Ids } from "../ports/Ids.ts"
import { SkillTreeAuthor } from "../ports/SkillTreeAuthor.ts"
import { SkillTreeStore } from "../ports/SkillTreeStore.ts"
import { SourceDocumentStore } from "../ports/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"
import { treeIfGrown } from "./treeIfGrown.ts"

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
    ) => Effect.Effect<SkillTree, GoalNotFound | AuthorError | SkillTreeRefused | SkillTreeConflict>
    /** Says which skills build on which, in the place of what was said before: their cards wait for each other. */
    readonly setPrerequisites: (
      userId: UserId,
      goalId: GoalId,
      prerequisites: ReadonlyArray<Prerequisite>
    ) => Effect.Effect<
      SkillTree,
      GoalNotFound | SkillTreeNotFound | SkillTreeRefused | SkillTreeConflict | StoreUnavailable
    >
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

      const grow = Effect.fn("SkillTrees.grow")(function* (userId: UserId, goalId: GoalId) {
        const goal = yield* goals.get(userId, goalId)
        const before = yield* treeIfGrown(trees, userId, goalId)
        const proposal = yield* Stream.runCollect(
          author.propose({
            goal,
            documents: yield* documents.list(userId, goalId),
            present: before === null ? [] : before.nodes.map(({ title }) => title),
            runId: null
          })
        )

        const placed = yield* Effect.fromResult(place(proposal))
        const fresh = yield* Effect.forEach(placed, () => ids.next)
        const tree = SkillTree.make({ goalId, userId, ...grown(placed, fresh, before), createdAt: yield* DateTime.now })

        yield* trees.save(tree)
        return tree
      })

      const get = Effect.fn("SkillTrees.get")(function* (userId: UserId, goalId: GoalId) {
        yield* goals.get(userId, goalId)
        return yield* trees.get(userId, goalId)
      })

      const setPrerequisites = Effect.fn("SkillTrees.setPrerequisites")(function* (
        userId: UserId,
        goalId: GoalId,
        prerequisites: ReadonlyArray<Prerequisite>
      ) {
        const before = yield* get(userId, goalId)

        yield* Effect.fromResult(checkPrerequisites(before.nodes, prerequisites))
        const after = SkillTree.make({
          ...before,
          prerequisites,
          version: before.version + 1,
          createdAt: yield* DateTime.now
        })

        yield* trees.save(after)
        return after
      })

      return SkillTrees.of({ grow, setPrerequisites, get })
    })
  )
}
