/**
 * What would come of a tree that is written anew can be looked at, gone back from, and changed by hand.
 */
import { assert, describe, it } from "@effect/vitest"
import { Regeneration, SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { counts, inTurn, newStudied, nodesByCard, poets } from "./regrowing.ts"
import { newGoal, skill, world } from "../world.ts"

describe("SkillTrees.preview", () => {
  it.effect("tells what would come of it, and changes nothing", () =>
    Effect.gen(function* () {
      const { goal, learner, tree } = yield* newStudied
      const trees = yield* SkillTrees
      const { diff } = yield* trees.preview(learner, goal.id)
      assert.deepStrictEqual(counts(diff), { kept: 1, renamed: 0, moved: 0, added: 0, removed: 3 })
      assert.deepStrictEqual(yield* trees.get(learner, goal.id), tree)
      assert.lengthOf(yield* trees.versions(learner, goal.id), 1)
    }).pipe(Effect.provide(world({ trees: inTurn(poets, [skill("Metre")]) })))
  )
})

describe("SkillTrees.restore", () => {
  it.effect("goes back to the nodes of a version as a new one, with the cards they had", () =>
    Effect.gen(function* () {
      const { cards, goal, learner, tree } = yield* newStudied
      const trees = yield* SkillTrees
      yield* (yield* Regeneration).regenerate(learner, goal.id)
      const back = yield* trees.restore(learner, goal.id, 1)
      assert.deepStrictEqual([back.version, back.nodes], [3, tree.nodes])
      assert.deepStrictEqual(
        [...(yield* nodesByCard(learner, goal)).values()],
        cards.map(({ nodeId }) => nodeId)
      )
      assert.deepStrictEqual(yield* trees.version(learner, goal.id, 1), tree)
      assert.deepStrictEqual(
        (yield* trees.versions(learner, goal.id)).map(({ skills, unlinked, version }) => [version, skills, unlinked]),
        [
          [3, 4, 0],
          [2, 1, 3],
          [1, 4, 0]
        ]
      )
    }).pipe(Effect.provide(world({ trees: inTurn(poets, [skill("Metre")]) })))
  )

  it.effect("leaves the present version alone, and knows no other than those kept", () =>
    Effect.gen(function* () {
      const { goal, learner, tree } = yield* newStudied
      const trees = yield* SkillTrees
      assert.deepStrictEqual(yield* trees.restore(learner, goal.id, 1), tree)
      assert.strictEqual((yield* Effect.flip(trees.restore(learner, goal.id, 2)))._tag, "SkillTreeVersionNotFound")
      assert.strictEqual((yield* Effect.flip(trees.version(learner, goal.id, 0)))._tag, "SkillTreeVersionNotFound")
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )
})

describe("SkillTrees.change", () => {
  it.effect("switches a skill off and renames it, each as a version, and not to what a sibling is called", () =>
    Effect.gen(function* () {
      const { goal, learner, tree } = yield* newStudied
      const trees = yield* SkillTrees
      const [, pessoa, camoes] = tree.nodes
      if (pessoa === undefined || camoes === undefined) return assert.fail("no skills")
      const off = yield* trees.change(learner, goal.id, pessoa.id, { enabled: false })
      assert.deepStrictEqual([off.version, off.nodes[1]?.enabled], [2, false])
      assert.strictEqual((yield* trees.change(learner, goal.id, pessoa.id, { enabled: false })).version, 2)
      const twice = yield* Effect.flip(trees.change(learner, goal.id, pessoa.id, { title: camoes.title }))
      assert.deepInclude(twice, { _tag: "SkillTreeRefused", flaw: "same_title_twice" })
      const { id } = yield* newGoal(learner, "Another goal")
      yield* trees.grow(learner, id)
      const elsewhere = yield* Effect.flip(trees.change(learner, id, pessoa.id, { enabled: true }))
      assert.strictEqual(elsewhere._tag, "SkillNodeNotFound")
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )
})
