/**
 * What authors are told about the skills they write for.
 */
import { Effect } from "effect"
import { type Goal, type GoalId } from "../../../domain/goals/Goal.ts"
import type { Run } from "../../../domain/runs/Run.ts"
import { pathsOf, type SkillNode, type SkillNodeId, type SkillTree } from "../../../domain/skillTrees/SkillTree.ts"
import type { SourceDocument } from "../../../domain/notes/Source.ts"
import { FlashcardId } from "../../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../../domain/users/User.ts"
import { CurrentPolicy } from "../../../ports/CurrentPolicy.ts"
import type { Assignment } from "../../../ports/flashcards/FlashcardAuthor.ts"
import { FlashcardStore } from "../../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../../ports/goals/GoalStore.ts"
import { SkillTreeStore } from "../../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../../ports/notes/SourceDocumentStore.ts"
import { Embeddings } from "../../vectors/Embeddings.ts"

/** Everything that is read once for all skills of a goal. */
export interface Ground {
  readonly goal: Goal
  readonly tree: SkillTree
  readonly notes: ReadonlyMap<string, SourceDocument>
  readonly paths: ReadonlyMap<SkillNodeId, ReadonlyArray<string>>
}

export const readingGround = Effect.gen(function* () {
  const [goals, trees, documents] = [yield* GoalStore, yield* SkillTreeStore, yield* SourceDocumentStore]

  return Effect.fnUntraced(function* (userId: UserId, goalId: GoalId) {
    const goal = yield* goals.get(userId, goalId)
    const tree = yield* trees.get(userId, goalId)
    const notes = new Map((yield* documents.list(userId, goalId)).map((document) => [document.id, document]))
    return { goal, tree, notes, paths: pathsOf(tree) } satisfies Ground
  })
})

/** The skills a run writes for. */
export const skillsOf = ({ input }: Run, { tree }: Ground): ReadonlyArray<SkillNodeId> =>
  tree.nodes
    .filter((node) => (input.nodeId === undefined ? node.enabled : node.id === input.nodeId))
    .map(({ id }) => id)

export const assigning = Effect.gen(function* () {
  const knownTo = yield* knowing
  const policy = yield* CurrentPolicy

  return Effect.fnUntraced(function* ({ id, input }: Run, { goal, notes, paths, tree }: Ground, node: SkillNode) {
    const path = paths.get(node.id) ?? [node.title]
    const beside = tree.nodes.filter((it) => it.parentId === node.parentId && it.id !== node.id)
    return {
      goal,
      node,
      path,
      document: notes.get(node.source?.documentId ?? "") ?? null,
      siblings: beside.map(({ title }) => title),
      known: yield* knownTo(goal, node, path),
      runId: id,
      count: input.count === undefined ? null : Math.min(input.count, policy.cardsPerNodeMaximum)
    } satisfies Assignment
  })
})

/** Questions an author is told not to repeat. */
const mostKnown = 30

/** The questions the skill has, and those the learner has elsewhere that are nearest to it: where that can be told. */
const knowing = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const embeddings = yield* Embeddings

  const nearestTo = Effect.fnUntraced(function* (userId: UserId, path: ReadonlyArray<string>) {
    const { embed, nearest } = yield* embeddings.searched(userId)
    const vectors = yield* embed([path.join(": ")])
    const [neighbours = []] = yield* nearest(userId, "flashcard", vectors, mostKnown)
    return yield* cards.many(
      userId,
      neighbours.map(({ id }) => FlashcardId.make(id))
    )
  })

  return Effect.fnUntraced(function* ({ id, userId }: Goal, node: SkillNode, path: ReadonlyArray<string>) {
    const own = yield* cards.list(userId, { goalId: id, nodeId: node.id, limit: mostKnown })
    const near = yield* Effect.catchTag(nearestTo(userId, path), "EmbedderFailed", () => Effect.succeed([]))
    return [...new Set([...own, ...near].map(({ question }): string => question))].slice(0, mostKnown)
  })
})
