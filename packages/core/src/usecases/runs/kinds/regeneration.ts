/**
 * Has a goal's tree written anew and merges it into the present one, as a run: tree -> save. What fails leaves the
 * present tree as it is, and so does somebody else's change in between.
 */
import { Effect, Schema } from "effect"
import { SkillNodeId } from "../../../domain/skillTrees/SkillTree.ts"
import { MatchRule } from "../../../domain/skillTrees/SkillTreeDiff.ts"
import type { RegeneratedTree } from "../../../domain/skillTrees/SkillTreeMerge.ts"
import { PlacedSkill, type ProposedSkill } from "../../../domain/skillTrees/SkillTreeProposal.ts"
import { cut } from "../../../domain/Text.ts"
import { GoalStore } from "../../../ports/goals/GoalStore.ts"
import { treeMerging } from "../../skillTrees/treeMerging.ts"
import type { Course } from "../Course.ts"
import { goalIdOf } from "../goalIdOf.ts"

/** What the step `save` came to: what cannot be told from the trees before and after any more, and some numbers. */
export const Regenerated = Schema.Struct({
  version: Schema.Int,
  changed: Schema.Boolean,
  recognised: Schema.Array(Schema.Struct({ nodeId: SkillNodeId, by: MatchRule, score: Schema.NullOr(Schema.Finite) })),
  unlinked: Schema.Array(Schema.Struct({ nodeId: SkillNodeId, cards: Schema.Int })),
  skills: Schema.Struct({
    kept: Schema.Int,
    renamed: Schema.Int,
    moved: Schema.Int,
    added: Schema.Int,
    removed: Schema.Int
  })
})
export type Regenerated = typeof Regenerated.Type

export const regenerating = Effect.gen(function* () {
  const goals = yield* GoalStore
  const { mergeInto, presentOf, propose } = yield* treeMerging

  return Effect.fn("Runs.regeneration")(function* ({ run, step, tell }: Course) {
    const goal = yield* goals.get(run.userId, yield* goalIdOf(run))
    const announce = ({ children, title }: ProposedSkill) =>
      tell([{ kind: "skill", detail: { title: cut(title, 200), children: children.length } }])

    const proposed = Effect.gen(function* () {
      return { output: yield* propose(goal, yield* presentOf(goal), run.id, announce) }
    })
    // Into the tree there is then, not the one there was when the author began: the learner may have changed it.
    const merged = (placed: ReadonlyArray<PlacedSkill>) =>
      Effect.gen(function* () {
        const merged = yield* mergeInto(goal, yield* presentOf(goal), placed)
        return { output: outputOf(merged), effects: merged.changed ? { tree: merged.tree } : {} }
      })

    const placed = yield* step("tree", Schema.Array(PlacedSkill), proposed)
    const { changed, skills, version } = yield* step("save", Regenerated, merged(placed))
    return { version, changed, ...skills }
  })
})

const outputOf = ({ changed, diff, tree }: RegeneratedTree): Regenerated => ({
  version: tree.version,
  changed,
  recognised: diff.renamed.map(({ by, nodeId, score }) => ({ nodeId, by, score })),
  unlinked: diff.removed.map(({ cards, nodeId }) => ({ nodeId, cards })),
  skills: {
    kept: diff.kept.length,
    renamed: diff.renamed.length,
    moved: diff.moved.length,
    added: diff.added.length,
    removed: diff.removed.length
  }
})
