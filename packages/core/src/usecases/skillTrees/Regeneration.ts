/**
 * Has a goal's tree written anew and waits for it: a run, begun and seen to its end.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { type GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import { type Run, RunConflict, type RunFailure } from "../../domain/runs/Run.ts"
import {
  type SkillNodeId,
  SkillTreeConflict,
  SkillTreeFlaw,
  SkillTreeRefused
} from "../../domain/skillTrees/SkillTree.ts"
import { diffOf } from "../../domain/skillTrees/SkillTreeDiff.ts"
import type { RegeneratedTree } from "../../domain/skillTrees/SkillTreeMerge.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { AuthorError } from "../../ports/flashcards/FlashcardAuthor.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { Runs } from "../runs/Runs.ts"
import { refusing } from "../runs/refusing.ts"
import { Regenerated } from "../runs/kinds/regeneration.ts"

export class Regeneration extends Context.Service<
  Regeneration,
  {
    /**
     * Has the tree written and merged into the present one, as `SkillTrees.grow` does, and tells what that came to. A
     * failure, a conflict and whoever stops waiting leave the present tree as it is; so does somebody who cancels the
     * run, which is then in conflict.
     */
    readonly regenerate: (
      userId: UserId,
      goalId: GoalId
    ) => Effect.Effect<RegeneratedTree, GoalNotFound | AuthorError | SkillTreeRefused | SkillTreeConflict | RunConflict>
  }
>()("@loopi/core/usecases/skillTrees/Regeneration") {
  static readonly layer: Layer.Layer<Regeneration, never, Runs | RunStore | SkillTreeStore> = Layer.effect(
    Regeneration,
    Effect.gen(function* () {
      const runs = yield* Runs
      const store = yield* RunStore
      const trees = yield* SkillTreeStore
      const refuse = yield* refusing

      /** What the run came to, put together from the trees before and after. */
      const outcomeOf = Effect.fnUntraced(function* ({ id, userId }: Run, goalId: GoalId) {
        const saved = (yield* store.steps(userId, id)).find(({ name }) => name === "save")
        const { changed, recognised, unlinked, version } = yield* decode(saved?.output)
        const treeAt = (version: number) =>
          Effect.catchTag(trees.version(userId, goalId, version), "SkillTreeVersionNotFound", Effect.die)
        const tree = yield* treeAt(version)
        const formerOf = (version: number) => (version === 1 ? Effect.succeed({ nodes: [] }) : treeAt(version - 1))
        const before = changed ? yield* formerOf(version) : tree
        const known = new Map(recognised.map(({ by, nodeId, score }) => [nodeId, { by, score }]))
        const cards = new Map<SkillNodeId, number>(unlinked.map(({ cards, nodeId }) => [nodeId, cards]))
        return { tree, changed, diff: diffOf(before, tree, known, (id) => cards.get(id) ?? 0) }
      })

      const regenerate = Effect.fn("Regeneration.regenerate")(function* (userId: UserId, goalId: GoalId) {
        const begun = yield* runs
          .startRegeneration(userId, goalId)
          .pipe(Effect.catchTag("IdempotencyKeyReused", Effect.die))
        const ended = yield* runs.awaitEnd(userId, begun.id).pipe(
          Effect.onInterrupt(() => Effect.ignore(runs.cancel(userId, begun.id))),
          Effect.catchTag("RunNotFound", () => GoalNotFound.make({ id: goalId }))
        )
        if (ended.status === "cancelled") return yield* RunConflict.make({ id: ended.id, status: ended.status })
        yield* refuse(ended, goalId, treeRefusal(goalId))
        return yield* outcomeOf(ended, goalId)
      })

      return Regeneration.of({ regenerate })
    })
  )
}

const treeRefusal =
  (goalId: GoalId) =>
  ({ code, detail }: RunFailure): SkillTreeRefused | SkillTreeConflict | undefined => {
    if (code === "skill_tree_refused" && isFlaw(detail)) return SkillTreeRefused.make({ flaw: detail, title: "" })
    return code === "skill_tree_conflict" ? SkillTreeConflict.make({ goalId, version: 0 }) : undefined
  }

const isFlaw = Schema.is(SkillTreeFlaw)

const decode = (output: unknown) => Effect.orDie(Schema.decodeUnknownEffect(Schema.toCodecJson(Regenerated))(output))
