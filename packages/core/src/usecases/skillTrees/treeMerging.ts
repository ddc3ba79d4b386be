/**
 * Has a tree proposed and merges it into the goal's present one. What is kept of it is up to whoever asks.
 */
import { DateTime, Effect, Stream } from "effect"
import type { Goal, GoalId } from "../../domain/goals/Goal.ts"
import type { RunId } from "../../domain/runs/Run.ts"
import { maxTreeNodes, SkillTree } from "../../domain/skillTrees/SkillTree.ts"
import { type Matches, matchByMeaning, matchByName } from "../../domain/skillTrees/SkillTreeMatch.ts"
import { merge } from "../../domain/skillTrees/SkillTreeMerge.ts"
import { type PlacedSkill, place, type ProposedSkill } from "../../domain/skillTrees/SkillTreeProposal.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { SkillTreeAuthor } from "../../ports/skillTrees/SkillTreeAuthor.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { alikeSkills } from "./alikeSkills.ts"
import { Embeddings } from "../vectors/Embeddings.ts"
import { treeIfGrown } from "./treeIfGrown.ts"

export const treeMerging = Effect.gen(function* () {
  const trees = yield* SkillTreeStore
  const cards = yield* FlashcardStore
  const documents = yield* SourceDocumentStore
  const author = yield* SkillTreeAuthor
  const embeddings = yield* Embeddings
  const ids = yield* Ids

  /** What the author proposes, once it has passed every rule. `tell` hears of each category as it is written. */
  const propose = Effect.fn("treeMerging.propose")(function* <E>(
    goal: Goal,
    before: SkillTree | null,
    runId: RunId | null,
    tell: (category: ProposedSkill) => Effect.Effect<void, E>
  ) {
    const assignment = {
      goal,
      documents: yield* documents.list(goal.userId, goal.id),
      present: before === null ? [] : before.nodes.map(({ title }) => title),
      runId
    }
    const proposal = yield* author.propose(assignment).pipe(
      // One more than may be kept is enough to refuse it.
      Stream.take(maxTreeNodes + 1),
      Stream.tap(tell),
      Stream.runCollect
    )
    return yield* Effect.fromResult(place(proposal))
  })

  const matched = Effect.fnUntraced(function* (before: SkillTree | null, placed: ReadonlyArray<PlacedSkill>) {
    const named: Matches = matchByName(before, placed)
    if (before === null) return named
    return matchByMeaning(before, placed, named, yield* alikeSkills(embeddings.present, before, placed, named))
  })

  const cardsByNode = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId) {
    const linked = (yield* cards.list(userId, { goalId })).map(({ nodeId }) => nodeId)
    const counts = new Map<string | null, number>()
    for (const nodeId of linked) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1)
    return (id: string) => counts.get(id) ?? 0
  })

  /** What the tree becomes with the proposal. */
  const mergeInto = Effect.fn("treeMerging.mergeInto")(function* (
    { id: goalId, userId }: Goal,
    before: SkillTree | null,
    placed: ReadonlyArray<PlacedSkill>
  ) {
    const matches = yield* matched(before, placed)
    const fresh = yield* Effect.forEach(placed, () => ids.next)
    const merged = merge(before, placed, matches, fresh, yield* cardsByNode(userId, goalId))
    const after = SkillTree.make({ goalId, userId, ...merged.tree, createdAt: yield* DateTime.now })
    const tree = before === null || merged.changed ? after : before
    return { tree, diff: merged.diff, changed: merged.changed }
  })

  const presentOf = ({ id, userId }: Goal) => treeIfGrown(trees, userId, id)

  return { presentOf, propose, mergeInto }
})
