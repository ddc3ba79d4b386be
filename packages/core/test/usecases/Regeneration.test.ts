/**
 * A tree that is written anew leaves a learner all they have: cards, reviews and schedules follow the skills, a version
 * can be gone back to, and what fails changes nothing.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  AuthorFailed,
  type FlashcardId,
  Flashcards,
  type Goal,
  Question,
  Regeneration,
  ReviewLog,
  Runs,
  Schedules,
  type SkillTree,
  type SkillTreeDiff,
  SkillTrees,
  SkillTreeStore,
  Study,
  type UserId
} from "@loopi/core"
import { Effect } from "effect"
import { seeded, times } from "../fixtures/random.ts"
import { edited, randomSkills, type Skill } from "../fixtures/trees.ts"
import { embedderDown, lexicalUnless, newGoal, newLearner, skill, treesOf, world } from "./world.ts"

const poets = [skill("Portuguese poets", [skill("Fernando Pessoa"), skill("Luís de Camões")]), skill("Metre")]
const rewritten = [
  skill("Poets of Portugal", [skill("Pessoa, Fernando"), skill("Florbela Espanca")]),
  skill("Poetic metre", [skill("Luís de Camões")])
]

/** What an author says when it is asked the first time, the second time and so on. */
const inTurn = (...answers: ReadonlyArray<ReadonlyArray<Skill> | AuthorFailed>) => {
  let asked = 0
  return treesOf(() => answers[Math.min(asked++, answers.length - 1)] ?? [])
}

const counts = (diff: SkillTreeDiff) =>
  Object.fromEntries(Object.entries(diff).map(([what, list]) => [what, list.length]))

/** A goal with its first tree, a studied card of each skill, and a prerequisite. */
const newStudied = Effect.gen(function* () {
  const learner = yield* newLearner
  const goal = yield* newGoal(learner)
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  const cards = yield* Effect.forEach(tree.nodes, (node) => studiedCard(learner, goal, node.id, node.title))
  return { learner, goal, tree, cards }
})

const studiedCard = Effect.fnUntraced(function* (
  learner: UserId,
  goal: Goal,
  nodeId: SkillTree["nodes"][number]["id"],
  title: string
) {
  const sides = {
    question: Question.make(`What is there to know of ${title}?`),
    answer: Answer.make(`All of ${title}`)
  }
  const card = yield* (yield* Flashcards).add(learner, { goalId: goal.id, nodeId, ...sides })
  yield* (yield* Study).rate(learner, { cardId: card.id, rating: 3, version: 0 })
  return card
})

/** All that a learner could lose, apart from which skill a card belongs to. */
const held = Effect.fnUntraced(function* (learner: UserId, goal: Goal) {
  const cards = yield* (yield* Flashcards).list(learner, { goalId: goal.id })
  const reviews = yield* Effect.forEach(cards, ({ id }) => ReviewLog.use((log) => log.ofCard(learner, id)))
  const schedules = yield* (yield* Schedules).ofGoals(learner, [goal.id])
  return { cards: cards.map(({ nodeId: _, updatedAt: __, ...card }) => card), reviews, schedules }
})

const nodesByCard = Effect.fnUntraced(function* (learner: UserId, goal: Goal) {
  const cards = yield* (yield* Flashcards).list(learner, { goalId: goal.id })
  return new Map<FlashcardId, string | null>(cards.map(({ id, nodeId }) => [id, nodeId]))
})

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
      assert.deepInclude(events, { ...events[1], kind: "skill", detail: { title: "Poets of Portugal", children: 2 } })
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
      const tried = [
        (yield* Regeneration).regenerate(stranger, goal.id),
        trees.preview(stranger, goal.id),
        trees.versions(stranger, goal.id),
        trees.version(stranger, goal.id, 1),
        trees.restore(stranger, goal.id, 1)
      ]
      for (const refusal of yield* Effect.forEach(tried, (it) =>
        Effect.flip(Effect.asVoid<unknown, { _tag: string }, never>(it))
      )) {
        assert.strictEqual(refusal._tag, "GoalNotFound")
      }
    }).pipe(Effect.provide(world({ trees: inTurn(poets) })))
  )
})

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
