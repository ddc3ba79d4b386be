/**
 * What every `SkillTreeStore` must do with the trees before the present one, and with the cards of skills that go.
 */
import { assert, it } from "@effect/vitest"
import { DateTime, Duration, Effect, type Layer } from "effect"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import {
  formerTreesKept,
  type SkillNodeId,
  SkillTree,
  SkillTreeVersionNotFound
} from "../../domain/skillTrees/SkillTree.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { GoalStore } from "../../ports/goals/GoalStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { january, makeTree, newCard, newGoal, newLearner } from "../fixtures.ts"

/** A goal whose tree is kept, with a card of each of its skills and one of none. */
const newTree = Effect.gen(function* () {
  const goal = yield* newGoal(yield* newLearner)
  const tree = yield* makeTree(goal)
  yield* SkillTreeStore.use((trees) => trees.save(tree))
  const cards = yield* Effect.forEach(tree.nodes, ({ id }) => newCard(goal, { nodeId: id }))
  const loose = yield* newCard(goal)
  return { goal, tree, cards, loose }
})

/** The tree that follows, with the nodes at these places alone. */
const nextOf = (before: SkillTree, nodes: ReadonlyArray<SkillTree["nodes"][number] | undefined>): SkillTree =>
  SkillTree.make({
    ...before,
    version: before.version + 1,
    nodes: nodes.flatMap((node) => node ?? []),
    prerequisites: [],
    createdAt: january(before.version + 2)
  })

const nodesOf = Effect.fnUntraced(function* (cards: ReadonlyArray<Flashcard>) {
  const store = yield* FlashcardStore
  const now = yield* Effect.forEach(cards, ({ id, userId }) => store.get(userId, id))
  return now.map(({ nodeId }) => nodeId)
})

export const suite = <E>(
  adapter: string,
  layer: Layer.Layer<SkillTreeStore | FlashcardStore | GoalStore | UserStore, E>
): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a SkillTreeStore keeps versions (${adapter})`, (it) => {
    it.effect("gives back each version as it was saved, and lists them newest first", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { goal, tree } = yield* newTree
        const second = nextOf(tree, tree.nodes.slice(0, 2))
        const third = nextOf(second, tree.nodes)
        yield* trees.save(second)
        yield* trees.save(third)
        for (const kept of [tree, second, third]) {
          assert.deepStrictEqual(yield* trees.version(goal.userId, goal.id, kept.version), kept)
        }
        assert.deepStrictEqual(yield* trees.versions(goal.userId, goal.id), [
          { version: 3, createdAt: third.createdAt, skills: 3, unlinked: 0 },
          { version: 2, createdAt: second.createdAt, skills: 2, unlinked: 1 },
          { version: 1, createdAt: tree.createdAt, skills: 3, unlinked: 0 }
        ])
      })
    )

    it.effect("leaves the cards of a skill that goes without one, and all others where they are", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { cards, loose, tree } = yield* newTree
        const other = yield* newTree
        const [poets, pessoa] = tree.nodes
        yield* trees.save(nextOf(tree, [poets, pessoa]))
        assert.deepStrictEqual(yield* nodesOf([...cards, loose]), [poets?.id, pessoa?.id, null, null])
        assert.deepStrictEqual(
          yield* nodesOf(other.cards),
          other.tree.nodes.map(({ id }) => id)
        )
        const [, , unlinked] = cards
        const kept = unlinked && (yield* (yield* FlashcardStore).get(unlinked.userId, unlinked.id))
        assert.deepStrictEqual({ ...kept }, { ...unlinked, nodeId: null, updatedAt: january(3) })
      })
    )

    it.effect("gives cards back to a skill that returns, however long it was gone, if they are still without one", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const store = yield* FlashcardStore
        const { cards, goal, loose, tree } = yield* newTree
        const [poets] = tree.nodes
        const second = nextOf(tree, [poets])
        const third = nextOf(second, [poets])
        yield* trees.save(second)
        yield* trees.save(third)
        const [, discarded] = cards
        yield* store.remove(goal.userId, discarded === undefined ? [] : [discarded.id])
        yield* trees.save(nextOf(third, tree.nodes))
        const left = [...cards.filter((card) => card !== discarded), loose]
        assert.deepStrictEqual(yield* nodesOf(left), [poets?.id, tree.nodes[2]?.id, null])
        assert.lengthOf(yield* store.list(goal.userId, { goalId: goal.id }), 3)
      })
    )

    it.effect("gives a card back to the skill it had last", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { cards, tree } = yield* newTree
        const [poets, pessoa, camoes] = tree.nodes
        let latest = tree
        const save = (nodes: Parameters<typeof nextOf>[1]) => {
          latest = nextOf(latest, nodes)
          return trees.save(latest)
        }
        for (const nodes of [[poets, pessoa], tree.nodes, [poets], [poets, camoes], [poets], tree.nodes]) {
          yield* save(nodes)
          const present = new Set<SkillNodeId | undefined>(nodes.map((node) => node?.id))
          assert.deepStrictEqual(
            yield* nodesOf(cards),
            tree.nodes.map(({ id }) => (present.has(id) ? id : null))
          )
        }
      })
    )

    it.effect("changes a card later than it was changed before, so that nobody edits what was there before", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const store = yield* FlashcardStore
        const { goal, tree } = yield* newTree
        const fields = { nodeId: tree.nodes[1]?.id ?? null, updatedAt: january(20) }
        const { id, userId } = yield* newCard(goal, fields)
        const second = nextOf(tree, [])
        yield* trees.save(second)
        const unlinked = yield* store.get(userId, id)
        yield* trees.save(nextOf(second, tree.nodes))
        const linked = yield* store.get(userId, id)
        assert.deepStrictEqual(
          [unlinked, linked].map(({ updatedAt }) => DateTime.distance(january(20), updatedAt)),
          [Duration.millis(1), Duration.millis(2)]
        )
      })
    )

    it.effect("changes no card and keeps no version when a tree comes too late", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { cards, goal, tree } = yield* newTree
        const refusal = yield* Effect.flip(trees.save(SkillTree.make({ ...nextOf(tree, []), version: 1 })))
        assert.strictEqual(refusal._tag, "SkillTreeConflict")
        assert.strictEqual(
          (yield* Effect.flip(trees.save(SkillTree.make({ ...nextOf(tree, []), version: 3 }))))._tag,
          "SkillTreeConflict"
        )
        assert.deepStrictEqual(
          yield* nodesOf(cards),
          tree.nodes.map(({ id }) => id)
        )
        assert.lengthOf(yield* trees.versions(goal.userId, goal.id), 1)
        assert.deepStrictEqual(yield* trees.get(goal.userId, goal.id), tree)
      })
    )

    it.effect("keeps as many of the trees before as it says, and knows no others", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* newGoal(yield* newLearner)
        let tree = yield* makeTree(goal)
        yield* trees.save(tree)
        while (tree.version < formerTreesKept + 3) {
          tree = nextOf(tree, tree.nodes)
          yield* trees.save(tree)
        }
        const versions = yield* trees.versions(goal.userId, goal.id)
        assert.lengthOf(versions, formerTreesKept + 1)
        assert.deepStrictEqual([versions[0]?.version, versions.at(-1)?.version], [tree.version, 3])
        for (const version of [0, 2, tree.version + 1]) {
          const refusal = yield* Effect.flip(trees.version(goal.userId, goal.id, version))
          assert.deepStrictEqual(refusal, SkillTreeVersionNotFound.make({ goalId: goal.id, version }))
        }
      })
    )

    it.effect("goes on from a tree that was restored, whatever its version", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* newGoal(yield* newLearner)
        const restored = yield* makeTree(goal, 7)
        yield* trees.restore(restored)
        yield* trees.save(nextOf(restored, []))
        assert.deepStrictEqual(
          (yield* trees.versions(goal.userId, goal.id)).map(({ skills, version }) => [version, skills]),
          [
            [8, 0],
            [7, 3]
          ]
        )
        assert.deepStrictEqual(yield* trees.version(goal.userId, goal.id, 7), restored)
      })
    )

    it.effect("shows versions to nobody but the owner", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { goal, tree } = yield* newTree
        yield* trees.save(nextOf(tree, []))
        const other = yield* newLearner
        assert.deepStrictEqual(yield* trees.versions(other, goal.id), [])
        for (const version of [1, 2]) {
          const hidden = yield* Effect.flip(trees.version(other, goal.id, version))
          assert.deepStrictEqual(hidden, SkillTreeVersionNotFound.make({ goalId: goal.id, version }))
        }
      })
    )
  })
