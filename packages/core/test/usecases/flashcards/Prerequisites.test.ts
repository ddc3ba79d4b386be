import { assert, describe, it } from "@effect/vitest"
import { type Goal, SkillNodeId, SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { newCards, queueOf, rateNow } from "../cards.ts"
import { newGrown, newLearner, skill, treesOf, world } from "../world.ts"

const grown = world({ trees: treesOf(() => ["Letters", "Words", "Sentences"].map((title) => skill(title))) })

/** A goal whose skills build on each other: letters, words, sentences. */
const newStaircase = Effect.fnUntraced(function* () {
  const learner = yield* newLearner
  const { goal, tree } = yield* newGrown(learner, "A staircase")
  const ids = tree.nodes.map(({ id }) => id)
  yield* (yield* SkillTrees).setPrerequisites(learner, goal.id, chained(ids))
  return { learner, goal, ids }
})

const chained = (ids: ReadonlyArray<SkillNodeId>) =>
  ids.slice(1).map((nodeId, i) => ({ nodeId, requiresId: ids[i] ?? nodeId }))

const cardOf = Effect.fnUntraced(function* (goal: Goal, nodeId: SkillNodeId | undefined) {
  return (yield* newCards(goal, 1, nodeId))[0]
})

describe("SkillTrees.setPrerequisites", () => {
  it.effect("saves them as the next version of the tree, in the place of those before", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const { goal, ids, learner } = yield* newStaircase()
      const now = yield* trees.setPrerequisites(learner, goal.id, chained(ids.slice(0, 2)))
      assert.deepStrictEqual(yield* trees.get(learner, goal.id), now)
      assert.deepStrictEqual([now.version, now.prerequisites], [3, chained(ids.slice(0, 2))])
    }).pipe(Effect.provide(grown))
  )

  it.effect("refuses a circle and skills that are not there, and leaves the tree as it is", () =>
    Effect.gen(function* () {
      const trees = yield* SkillTrees
      const { goal, ids, learner } = yield* newStaircase()
      const before = yield* trees.get(learner, goal.id)
      const circle = [...chained(ids), ...chained(ids.toReversed())]
      const stranger = chained([...ids, SkillNodeId.make("00000000-0000-7000-8000-00000000dead")])
      for (const [wrong, flaw] of [
        [circle, "prerequisite_cycle"],
        [stranger, "unknown_prerequisite"]
      ] as const) {
        const refusal = yield* Effect.flip(trees.setPrerequisites(learner, goal.id, wrong))
        assert.deepInclude(refusal, { _tag: "SkillTreeRefused", flaw })
      }
      assert.deepStrictEqual(yield* trees.get(learner, goal.id), before)
    }).pipe(Effect.provide(grown))
  )
})

describe("cards of skills that build on others", () => {
  it.effect("are held back until every card of what they build on is in review", () =>
    Effect.gen(function* () {
      const { goal, ids, learner } = yield* newStaircase()
      const letters = yield* newCards(goal, 2, ids[0])
      const word = yield* cardOf(goal, ids[1])
      assert.deepStrictEqual(yield* queueOf(learner), letters)
      yield* rateNow(learner, letters[0], 4)
      assert.deepStrictEqual(yield* queueOf(learner), letters.slice(1))
      yield* rateNow(learner, letters[1], 4)
      assert.deepStrictEqual(yield* queueOf(learner), [word])
    }).pipe(Effect.provide(grown))
  )

  it.effect("are not held back by a skill without cards, nor by cards without a skill", () =>
    Effect.gen(function* () {
      const { goal, ids, learner } = yield* newStaircase()
      const free = yield* cardOf(goal, undefined)
      const word = yield* cardOf(goal, ids[1])
      yield* cardOf(goal, ids[2])
      assert.deepStrictEqual(yield* queueOf(learner), [free, word])
    }).pipe(Effect.provide(grown))
  )

  it.effect("do not use up the places of cards that are open", () =>
    Effect.gen(function* () {
      const { goal, ids, learner } = yield* newStaircase()
      const locked = yield* newCards(goal, 12, ids[2])
      const words = yield* newCards(goal, 12, ids[1])
      assert.deepStrictEqual(yield* queueOf(learner), words)
      assert.strictEqual(locked.length, 12)
    }).pipe(Effect.provide(grown))
  )
})
