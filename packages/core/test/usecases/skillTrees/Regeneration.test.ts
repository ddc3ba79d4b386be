/**
 * A tree that is written anew leaves a learner all they have: cards, reviews and schedules follow the skills, and what
 * fails changes nothing.
 */
import { assert, describe, it } from "@effect/vitest"
import { AuthorFailed, Regeneration, Runs, SkillTrees, SkillTreeStore } from "@loopi/core"
import { Effect } from "effect"
import { seeded, times } from "../../fixtures/random.ts"
import { edited, randomSkills, type Skill } from "../../fixtures/trees.ts"
import { counts, held, inTurn, newStudied, nodesByCard, poets, rewritten } from "./regrowing.ts"
import { embedderDown, lexicalUnless, newGoal, newLearner, skill, treesOf, world } from "../world.ts"

describe("Regeneration.regenerate", () => {
  it.effect("keeps what a learner has with the skills it belongs to, whatever they are called now", () =>
    Effect.gen(function* () {
      const { cards, goal, learner, tree } = yield* newStudied
      const before = yield* held(learner, goal)
      const { changed, diff, tree: after } = yield* (yield* Regeneration).regenerate(learner, goal.id)
      assert.isTrue(changed)
      assert.strictEqual(after.version, 2)
      assert.deepStrictEqual(counts(diff), { kept: 0, renamed: 3, moved: 1, added: 1, removed: 0 })
      assert.deepStrictEqual(
        tree.nodes.map(({ id }) => String(after.nodes.find((node) => node.id === id)?.title)),
        ["Poets of Portugal", "Pessoa, Fernando", "Luís de Camões", "Poetic metre"]
      )
      assert.deepStrictEqual(yield* held(learner, goal), before)
      assert.deepStrictEqual(
        [...(yield* nodesByCard(learner, goal)).values()],
        cards.map(({ nodeId }) => nodeId)
      )
      assert.deepStrictEqual(yield* (yield* SkillTrees).get(learner, goal.id), after)
    }).pipe(Effect.provide(world({ trees: inTurn(poets, rewritten) })))
  )

  it.effect("leaves cards of a skill that goes without one, and they are studied on", () =>
    Effect.gen(function* () {
      const { cards, goal, learner } = yield* newStudied
      const before = yield* held(learner, goal)
      const { diff } = yield* (yield* Regeneration).regenerate(learner, goal.id)
      assert.deepStrictEqual(
        diff.removed.map(({ cards, path }) => [path.join(" > "), cards]),
        [
          ["Portuguese poets", 1],
          ["Portuguese poets > Fernando Pessoa", 1],
          ["Portuguese poets > Luís de Camões", 1]
        ]
      )
      assert.deepStrictEqual(yield* held(learner, goal), before)
      assert.deepStrictEqual([...(yield* nodesByCard(learner, goal)).values()], [null, null, null, cards[3]?.nodeId])
    }).pipe(Effect.provide(world({ trees: inTurn(poets, [skill("Metre")]) })))
  )

  it.effect("keeps the present version where nothing differs", () =>
    Effect.gen(function* () {
      const { goal, learner, tree } = yield* newStudied
      const { changed, diff, tree: after } = yield* (yield* Regeneration).regenerate(learner, goal.id)
      assert.isFalse(changed)
      assert.deepStrictEqual(counts(diff), { kept: 4, renamed: 0, moved: 0, added: 0, removed: 0 })
      assert.deepStrictEqual(after, tree)
      assert.lengthOf(yield* (yield* SkillTrees).versions(learner, goal.id), 1)
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )

  it.effect("grows the first tree where there was none", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const { diff, tree } = yield* (yield* Regeneration).regenerate(learner, goal.id)
      assert.deepStrictEqual([tree.version, diff.added.length], [1, 4])
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )

  it.effect("tells skills by their spelling while the embedder is down", () =>
    Effect.gen(function* () {
      const { goal, learner } = yield* newStudied
      const { diff } = yield* (yield* Regeneration).regenerate(learner, goal.id)
      assert.deepStrictEqual(counts(diff), { kept: 0, renamed: 3, moved: 1, added: 1, removed: 0 })
    }).pipe(
      Effect.provide(
        world({
          trees: inTurn(poets, rewritten),
          embedder: lexicalUnless((texts) => (texts.some((text) => text.includes("Poetic")) ? embedderDown : null))
        })
      )
    )
  )

  it.effect("tells how many skills it came to in the last event of its run", () =>
    Effect.gen(function* () {
      const { goal, learner } = yield* newStudied
      yield* (yield* Regeneration).regenerate(learner, goal.id)
      const runs = yield* Runs
      const [run] = yield* runs.list(learner, { goalId: goal.id })
      if (run === undefined) return assert.fail("no run")
      const events = yield* runs.events(learner, run.id)
      const skills = { kept: 0, renamed: 3, moved: 1, added: 1, removed: 0 }
      assert.deepStrictEqual(events.at(-1)?.detail, { version: 2, changed: true, ...skills })
      const told = events.filter(({ kind }) => kind === "skill").map(({ detail }) => detail)
      assert.deepEqual<unknown>(told[0], { title: "Poets of Portugal", children: 2 })
    }).pipe(Effect.provide(world({ trees: inTurn(poets, rewritten) })))
  )
})

const wide = times(10_000, (i) => skill(`Skill ${i}`))
const refused: ReadonlyArray<readonly [what: string, tag: string, proposal: ReadonlyArray<Skill> | AuthorFailed]> = [
  ["an author that fails", "AuthorFailed", AuthorFailed.make({ reason: "overloaded", retryable: true })],
  ["ten thousand skills", "SkillTreeRefused", wide],
  ["a nest of skills", "SkillTreeRefused", [skill("1", [skill("2", [skill("3", [skill("4")])])])]],
  ["the same title twice", "SkillTreeRefused", [skill("Metre"), skill(" METRE")]],
  ["nothing at all", "SkillTreeRefused", []]
]

describe("what fails leaves the tree, its versions and the cards", () => {
  for (const [what, tag, proposal] of refused) {
    it.effect(what, () =>
      Effect.gen(function* () {
        const { cards, goal, learner, tree } = yield* newStudied
        const trees = yield* SkillTrees
        assert.strictEqual((yield* Effect.flip((yield* Regeneration).regenerate(learner, goal.id)))._tag, tag)
        assert.strictEqual((yield* Effect.flip(trees.preview(learner, goal.id)))._tag, tag)
        assert.deepStrictEqual(yield* trees.get(learner, goal.id), tree)
        assert.lengthOf(yield* trees.versions(learner, goal.id), 1)
        assert.deepStrictEqual(
          [...(yield* nodesByCard(learner, goal)).values()],
          cards.map(({ nodeId }) => nodeId)
        )
      }).pipe(Effect.provide(world({ trees: inTurn(poets, proposal) })))
    )
  }

  it.effect("somebody else's goal", () =>
    Effect.gen(function* () {
      const { goal } = yield* newStudied
      const [trees, stranger] = [yield* SkillTrees, yield* newLearner]
      const refusals = [
        yield* Effect.flip((yield* Regeneration).regenerate(stranger, goal.id)),
        yield* Effect.flip(trees.preview(stranger, goal.id)),
        yield* Effect.flip(trees.versions(stranger, goal.id)),
        yield* Effect.flip(trees.version(stranger, goal.id, 1)),
        yield* Effect.flip(trees.restore(stranger, goal.id, 1))
      ]
      assert.deepEqual<unknown>(
        refusals.map(({ _tag }) => _tag),
        refusals.map(() => "GoalNotFound")
      )
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )
})

describe("whatever an author makes of a tree", { timeout: 60_000 }, () => {
  const random = seeded(11)
  let latest: ReadonlyArray<Skill> = randomSkills(random)
  const restless = treesOf(() => (latest = edited(latest, random)))

  it.effect("no card and no review is lost, and going back brings every card to its skill", () =>
    Effect.gen(function* () {
      const { cards, goal, learner, tree } = yield* newStudied
      const before = yield* held(learner, goal)
      let lost = 0
      for (let round = 0; round < 15; round += 1) {
        const { tree: now } = yield* (yield* Regeneration).regenerate(learner, goal.id)
        const present = new Set<string>(now.nodes.map(({ id }) => id))
        const linked = yield* nodesByCard(learner, goal)
        for (const { id, nodeId } of cards) {
          const expected = nodeId !== null && present.has(nodeId) ? nodeId : null
          assert.strictEqual(linked.get(id), expected)
          if (expected === null) lost += 1
        }
        assert.deepStrictEqual(yield* held(learner, goal), before)
      }
      assert.isAbove(lost, 0)
      yield* (yield* SkillTrees).restore(learner, goal.id, 1)
      assert.deepStrictEqual((yield* (yield* SkillTreeStore).get(learner, goal.id)).nodes, tree.nodes)
      assert.deepStrictEqual(
        [...(yield* nodesByCard(learner, goal)).values()],
        cards.map(({ nodeId }) => nodeId)
      )
    }).pipe(Effect.provide(world({ trees: restless, policy: { runsPerHour: 1_000 } })))
  )
})
