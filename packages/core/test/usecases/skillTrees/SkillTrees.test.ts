import { assert, describe, it } from "@effect/vitest"
import {
  AuthorFailed,
  type SkillTree,
  type SkillTreeFlaw,
  type SkillTreeProposal,
  SkillTrees,
  SkillTreeStore
} from "@loopi/core"
import { SkillNode, SkillTree as Tree } from "@loopi/core"
import { Effect } from "effect"
import { newGoal, newLearner, skill, span, treesOf, world } from "../world.ts"

const poets = [skill("Poets", [skill("Pessoa"), skill("Camões")]), skill("Metre")]

/** What an author says when it is asked the first time, the second time and so on. */
const inTurn = (...answers: ReadonlyArray<ReadonlyArray<SkillTreeProposal.ProposedSkill> | AuthorFailed>) => {
  let asked = 0
  return treesOf(() => answers[Math.min(asked++, answers.length - 1)] ?? [])
}

const idsByTitle = (tree: SkillTree) => Object.fromEntries(tree.nodes.map((node) => [node.title, node.id]))

describe("SkillTrees.grow", () => {
  it.effect("lays the author's skills out depth first, with their place below each other", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const tree = yield* trees.grow(learner, goal.id)
      const { Poets } = idsByTitle(tree)
      assert.deepStrictEqual(
        tree.nodes.map(({ depth, parentId, position, title }) => [String(title), depth, position, parentId]),
        [
          ["Poets", 1, 0, null],
          ["Pessoa", 2, 0, Poets],
          ["Camões", 2, 1, Poets],
          ["Metre", 1, 1, null]
        ]
      )
      assert.deepStrictEqual(yield* trees.get(learner, goal.id), tree)
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )

  it.effect("keeps the id of every skill that is read from the same place, wherever more notes push it", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const before = idsByTitle(yield* trees.grow(learner, goal.id))
      const now = yield* trees.grow(learner, goal.id)
      const [poems, inner, other] = [now.nodes[0], now.nodes[1], now.nodes[3]]
      assert.strictEqual(inner?.id, before["Poets"])
      assert.strictEqual(inner?.parentId, poems?.id)
      assert.deepStrictEqual([String(other?.title), other?.id === before["Poets"]], ["Poets", false])
    }).pipe(
      Effect.provide(
        world({
          trees: inTurn(
            [skill("Poets", [], span(7))],
            [skill("Poems", [skill("Poets", [], span(7))]), skill("Others", [skill("Poets", [], span(90))])]
          )
        })
      )
    )
  )

  it.effect("keeps the id of every skill whose path stays, and of those that move", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const before = idsByTitle(yield* trees.grow(learner, goal.id))
      const after = yield* trees.grow(learner, goal.id)
      const now = idsByTitle(after)
      assert.strictEqual(after.version, 2)
      assert.strictEqual(now["POETS"], before["Poets"])
      assert.strictEqual(now["Camões"], before["Camões"])
      assert.strictEqual(now["Pessoa"], before["Pessoa"])
      assert.strictEqual(new Set(after.nodes.map((node) => node.id)).size, after.nodes.length)
    }).pipe(Effect.provide(world({ trees: inTurn(poets, [skill("POETS", [skill("Camões")]), skill("Pessoa")]) })))
  )

  it.effect("does not mix up paths whose titles hold line breaks", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* trees.grow(learner, goal.id)
      const { nodes } = yield* trees.grow(learner, goal.id)
      assert.strictEqual(new Set(nodes.map((node) => node.id)).size, nodes.length)
    }).pipe(Effect.provide(world({ trees: inTurn([skill("a", [skill("b")]), skill("a\nb")]) })))
  )

  it.effect("keeps skills apart whose long titles are cut to the same one, and halves no letter", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* trees.grow(learner, goal.id)
      const { nodes } = yield* trees.grow(learner, goal.id)
      assert.deepStrictEqual(
        nodes.map(({ title }) => title.length),
        [199, 199]
      )
      assert.notStrictEqual(nodes[0]?.id, nodes[1]?.id)
    }).pipe(Effect.provide(world({ trees: inTurn(["one", "two"].map((end) => skill(`${"x".repeat(199)}👍${end}`))) })))
  )

  it.effect("keeps a skill switched off that the learner switched off, and prerequisites that still make sense", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const store = yield* SkillTreeStore
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const tree = yield* trees.grow(learner, goal.id)
      const { Metre = "", Pessoa = "" } = idsByTitle(tree)
      const nodes = tree.nodes.map((node) => SkillNode.make({ ...node, enabled: node.id !== Metre }))
      const edge = tree.nodes.flatMap(({ id }) =>
        id === Metre ? [{ nodeId: id, requiresId: tree.nodes[1]?.id ?? id }] : []
      )
      yield* store.save(Tree.make({ ...tree, nodes, prerequisites: edge, version: 2 }))
      const regrown = yield* trees.grow(learner, goal.id)
      assert.deepStrictEqual(
        regrown.nodes.filter((node) => !node.enabled).map((node) => node.id),
        tree.nodes.filter((node) => node.id === Metre).map((node) => node.id)
      )
      assert.strictEqual(regrown.prerequisites[0]?.requiresId, tree.nodes.find((node) => node.id === Pessoa)?.id)
      assert.deepStrictEqual((yield* trees.grow(learner, goal.id)).prerequisites, [])
    }).pipe(Effect.provide(world({ trees: inTurn(poets, poets, [skill("Metre")]) })))
  )
})

const flawed: ReadonlyArray<readonly [flaw: SkillTreeFlaw, proposal: ReadonlyArray<SkillTreeProposal.ProposedSkill>]> =
  [
    ["empty", []],
    ["no_title", [skill("Poets", [skill(" \u0000 ")])]],
    ["same_title_twice", [skill("Poets"), skill(" poets ")]],
    ["too_deep", [skill("1", [skill("2", [skill("3", [skill("4")])])])]],
    ["too_many_nodes", Array.from({ length: 1_001 }, (_, i) => skill(`Skill ${i}`))]
  ]

describe("a proposal that cannot be kept", () => {
  for (const [flaw, proposal] of flawed) {
    it.effect(`is refused as ${flaw} and leaves the present tree`, () =>
      Effect.gen(function* () {
        const trees = yield* SkillTrees
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        const tree = yield* trees.grow(learner, goal.id)
        const error = yield* Effect.flip(trees.grow(learner, goal.id))
        assert.deepInclude(error, { _tag: "SkillTreeRefused", flaw })
        assert.deepStrictEqual(yield* trees.get(learner, goal.id), tree)
      }).pipe(Effect.provide(world({ trees: inTurn(poets, proposal) })))
    )
  }

  it.effect("leaves the present tree when the author fails, and none where there was none", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const [first, second] = [yield* newGoal(learner), yield* newGoal(learner)]
      const tree = yield* trees.grow(learner, first.id)
      assert.strictEqual((yield* Effect.flip(trees.grow(learner, first.id)))._tag, "AuthorFailed")
      assert.strictEqual((yield* Effect.flip(trees.grow(learner, second.id)))._tag, "AuthorFailed")
      assert.deepStrictEqual(yield* trees.get(learner, first.id), tree)
      assert.strictEqual((yield* Effect.flip(trees.get(learner, second.id)))._tag, "SkillTreeNotFound")
    }).pipe(Effect.provide(world({ trees: inTurn(poets, AuthorFailed.make({ reason: "refused", retryable: false })) })))
  )

  it.effect("never lets two growths at once overwrite each other in silence", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const results = yield* Effect.forEach([1, 2, 3], () => Effect.result(trees.grow(learner, goal.id)), {
        concurrency: "unbounded"
      })
      const saved = results.filter((result) => result._tag === "Success").length
      const lost = results.filter((result) => result._tag === "Failure" && result.failure._tag === "SkillTreeConflict")
      assert.deepStrictEqual([saved, lost.length], [1, 2])
      assert.strictEqual((yield* trees.get(learner, goal.id)).version, 1)
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )
})
