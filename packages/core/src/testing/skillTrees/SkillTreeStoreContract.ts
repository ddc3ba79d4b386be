/**
 * What every `SkillTreeStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import {
  SkillNode,
  SkillNodeNotFound,
  SkillTree,
  SkillTreeConflict,
  SkillTreeNotFound
} from "../../domain/skillTrees/SkillTree.ts"
import type { GoalStore } from "../../ports/goals/GoalStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { makeTree, newGoal, newLearner } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<SkillTreeStore | GoalStore | UserStore, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a SkillTreeStore (${adapter})`, (it) => {
    it.effect("gives back the tree it was given, nodes and prerequisites in order", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const tree = yield* makeTree(yield* newGoal(yield* newLearner))
        yield* trees.save(tree)
        assert.deepStrictEqual(yield* trees.get(tree.userId, tree.goalId), tree)
      })
    )

    it.effect("keeps a tree of a thousand nodes in order", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* newGoal(yield* newLearner)
        const many = yield* Effect.forEach(Array.from({ length: 334 }), () => makeTree(goal))
        const nodes = many.flatMap((tree) => tree.nodes).slice(0, 1_000)
        const prerequisites = many.flatMap((tree) => tree.prerequisites).slice(0, 300)
        const tree = SkillTree.make({ ...(many[0] ?? (yield* makeTree(goal))), nodes, prerequisites })
        yield* trees.save(tree)
        assert.deepStrictEqual(yield* trees.get(tree.userId, tree.goalId), tree)
      })
    )

    it.effect("has no tree where none was saved", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const { id, userId } = yield* newGoal(yield* newLearner)
        assert.deepStrictEqual(yield* Effect.flip(trees.get(userId, id)), SkillTreeNotFound.make({ goalId: id }))
      })
    )

    it.effect("puts the next version in the place of the one before, and nodes that stay keep their id", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const first = yield* makeTree(yield* newGoal(yield* newLearner))
        yield* trees.save(first)
        const [poets, pessoa, camoes] = first.nodes
        assert.isDefined(camoes)
        const nodes = [poets, pessoa]
          .flatMap((node) => node ?? [])
          .map((node) => SkillNode.make({ ...node, enabled: false }))
        const second = SkillTree.make({ ...first, version: 2, nodes, prerequisites: [] })
        yield* trees.save(second)
        assert.deepStrictEqual(yield* trees.get(first.userId, first.goalId), second)
        const gone = yield* Effect.flip(trees.goalOf(first.userId, camoes.id))
        assert.deepStrictEqual(gone, SkillNodeNotFound.make({ id: camoes.id }))
      })
    )

    it.effect("lets one of eight save the same version, and keeps that one whole", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* newGoal(yield* newLearner)
        const rivals = yield* Effect.forEach(Array.from({ length: 8 }), () => makeTree(goal))
        const saved = (yield* Effect.forEach(
          rivals,
          (tree) =>
            trees.save(tree).pipe(
              Effect.as(tree),
              Effect.catchTag("SkillTreeConflict", (refusal) => {
                assert.deepStrictEqual(refusal, SkillTreeConflict.make({ goalId: goal.id, version: 1 }))
                return Effect.succeed(null)
              })
            ),
          { concurrency: "unbounded" }
        )).filter((tree) => tree !== null)
        assert.lengthOf(saved, 1)
        assert.deepStrictEqual(yield* trees.get(goal.userId, goal.id), saved[0])
      })
    )

    it.effect("refuses to skip a version", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const tree = yield* makeTree(yield* newGoal(yield* newLearner), 2)
        const refusal = yield* Effect.flip(trees.save(tree))
        assert.deepStrictEqual(refusal, SkillTreeConflict.make({ goalId: tree.goalId, version: 2 }))
      })
    )

    it.effect("restores a tree of any version where there is none, and goes on from there", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* newGoal(yield* newLearner)
        const tree = yield* makeTree(goal, 7)
        yield* trees.restore(tree)
        yield* trees.restore(yield* makeTree(goal, 9))
        assert.deepStrictEqual(yield* trees.get(goal.userId, goal.id), tree)
        const next = yield* makeTree(goal, 8)
        yield* trees.save(next)
        assert.deepStrictEqual(yield* trees.get(goal.userId, goal.id), next)
      })
    )

    it.effect("finds the goal of a node, for its owner alone", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const tree = yield* makeTree(yield* newGoal(yield* newLearner))
        yield* trees.save(tree)
        const other = yield* newLearner
        for (const { id } of tree.nodes) {
          assert.strictEqual(yield* trees.goalOf(tree.userId, id), tree.goalId)
          assert.deepStrictEqual(yield* Effect.flip(trees.goalOf(other, id)), SkillNodeNotFound.make({ id }))
        }
        const hidden = yield* Effect.flip(trees.get(other, tree.goalId))
        assert.deepStrictEqual(hidden, SkillTreeNotFound.make({ goalId: tree.goalId }))
      })
    )
  })
