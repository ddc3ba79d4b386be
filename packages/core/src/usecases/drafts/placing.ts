/**
 * Where a card stands, for those who judge it: its skill, its note, and the cards beside it.
 */
import { Effect } from "effect"
import { type Flashcard } from "../../domain/flashcards/Flashcard.ts"
import { judge } from "../../domain/flashcards/FlashcardProposal.ts"
import type { Goal } from "../../domain/goals/Goal.ts"
import type { QualityFinding } from "../../domain/QualityFinding.ts"
import { pathsOf, SkillNode, SkillNodeId, SkillTitle } from "../../domain/skillTrees/SkillTree.ts"
import type { SourceDocument } from "../../domain/notes/Source.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { treeIfGrown } from "../skillTrees/treeIfGrown.ts"

export interface Place {
  readonly goal: Goal
  readonly node: SkillNode
  /** Titles from the category down; none where the card belongs to no skill. */
  readonly path: ReadonlyArray<string>
  readonly siblings: ReadonlyArray<string>
  readonly document: SourceDocument | null
  /** The other cards of the skill. */
  readonly others: ReadonlyArray<Flashcard>
}

/** What the rules say of a card where it stands. */
export const findingsOf = (card: Flashcard, place: Place): ReadonlyArray<QualityFinding> =>
  judge(card, place, place.others)

export const placing = Effect.gen(function* () {
  const [goals, trees] = [yield* GoalStore, yield* SkillTreeStore]
  const [documents, cards] = [yield* SourceDocumentStore, yield* FlashcardStore]

  /** The places of cards of one goal; `null` where there is no such goal any more. */
  return Effect.fnUntraced(function* (some: ReadonlyArray<Flashcard>) {
    const [first] = some
    if (first === undefined) return () => null
    const { goalId, userId } = first
    const goal = yield* goals.get(userId, goalId).pipe(Effect.catchTag("GoalNotFound", () => Effect.succeed(null)))
    if (goal === null) return () => null
    const tree = yield* treeIfGrown(trees, userId, goalId)
    const nodes = new Map(tree?.nodes.map((node) => [node.id, node]))
    const paths = tree === null ? new Map<SkillNodeId, ReadonlyArray<string>>() : pathsOf(tree)
    const notes = new Map((yield* documents.list(userId, goalId)).map((document) => [document.id, document]))
    const bySkill = Map.groupBy(yield* cards.list(userId, { goalId }), ({ nodeId }) => nodeId)

    return (card: Flashcard): Place => {
      const node = (card.nodeId === null ? undefined : nodes.get(card.nodeId)) ?? wholeOf(goal)
      const noteId = card.source?.documentId ?? node.source?.documentId
      const beside = tree?.nodes.filter((it) => it.parentId === node.parentId && it.id !== node.id) ?? []
      return {
        goal,
        node,
        path: paths.get(node.id) ?? [],
        siblings: beside.map(({ title }) => title),
        document: (noteId === undefined ? undefined : notes.get(noteId)) ?? null,
        others: (bySkill.get(card.nodeId) ?? []).filter(({ id }) => id !== card.id)
      }
    }
  })
})

/** A card without a skill is about its goal as a whole. */
const wholeOf = ({ description, id, title }: Goal): SkillNode =>
  SkillNode.make({
    id: SkillNodeId.make(id),
    parentId: null,
    depth: 1,
    position: 0,
    title: SkillTitle.make(title),
    description: description.slice(0, 1_000).trim(),
    enabled: true,
    source: null
  })
