/**
 * Mastery is counted from schedules, leaf by leaf and up the tree.
 */
import { assert, describe, it } from "@effect/vitest"
import { Mastery, type MemoryPhase, Schedule, SkillNode, SkillNodeId } from "@loopi/core"
import { seeded, times } from "../../fixtures/random.ts"
import { fresh, uuid } from "../../fixtures/schedules.ts"

const card = (phase: MemoryPhase, stability = 0): Schedule => Schedule.make({ ...fresh(), phase, stability })
const id = (n: number) => SkillNodeId.make(uuid(n))
const node = (n: number, parent: number | null, depth: number, enabled = true): SkillNode =>
  SkillNode.make({
    id: id(n),
    parentId: parent === null ? null : id(parent),
    depth,
    position: 0,
    title: SkillNode.fields.title.make(`Skill ${n}`),
    description: "",
    enabled,
    source: null
  })

const perfect = card("review", 100)

/** Mastery by node number, with the cards each node has of its own, and the loose cards that have no node. */
const grow = (
  nodes: ReadonlyArray<SkillNode>,
  cards: Record<number, ReadonlyArray<Schedule>>,
  loose: ReadonlyArray<Schedule> = []
) => {
  const own = new Map(Object.entries(cards).map(([n, schedules]) => [id(Number(n)), schedules]))
  const { goal, nodes: masteries } = Mastery.treeMastery({ nodes }, (nodeId) =>
    nodeId === null ? loose : (own.get(nodeId) ?? [])
  )
  return { goal, of: (n: number) => masteries.find(({ nodeId }) => nodeId === id(n)) }
}

describe("Mastery.masteryOf", { timeout: 30_000 }, () => {
  it("weighs cards by phase and stability", () => {
    assert.strictEqual(Mastery.masteryOf([card("new")]), 0)
    assert.strictEqual(Mastery.masteryOf([card("learning", 1)]), 17)
    assert.strictEqual(Mastery.masteryOf([card("relearning", 50)]), 17)
    assert.strictEqual(Mastery.masteryOf([card("review", 0)]), 67)
    assert.strictEqual(Mastery.masteryOf([card("review", 6)]), 80)
    assert.strictEqual(Mastery.masteryOf([card("review", 15)]), 100)
    assert.strictEqual(Mastery.masteryOf([card("review", 15_000)]), 100)
  })

  it("is the mean over the cards, and nothing without a card", () => {
    assert.strictEqual(Mastery.masteryOf([perfect, card("new")]), 50)
    assert.strictEqual(Mastery.masteryOf([perfect, card("learning"), card("review", 6), card("new")]), 49)
    assert.strictEqual(Mastery.masteryOf([]), 0)
  })

  it("stays from 0 to 100, and a new card never raises it", () => {
    const random = seeded(3)
    times(500, () => {
      const cards = times(random.between(1, 30), () =>
        card(random.pick(["new", "learning", "review", "relearning"]), random.next() * 100)
      )
      const mastery = Mastery.masteryOf(cards)
      assert.isTrue(mastery >= 0 && mastery <= 100 && Number.isInteger(mastery))
      assert.isAtMost(Mastery.masteryOf([...cards, card("new")]), mastery)
    })
  })
})

describe("Mastery.isMastered", () => {
  it("asks for review and more than 21 days", () => {
    assert.isTrue(Mastery.isMastered(card("review", 21.01)))
    assert.isFalse(Mastery.isMastered(card("review", 21)))
    assert.isFalse(Mastery.isMastered(card("relearning", 30)))
  })
})

describe("Mastery.treeMastery", () => {
  const nodes = [node(1, null, 1), node(2, 1, 2), node(3, 1, 2), node(4, null, 1)]

  it("takes the mean of the children, and for the goal that of the categories", () => {
    const tree = grow(nodes, { 2: [perfect], 3: [card("review", 6)], 4: [card("learning")] })
    assert.deepEqual([tree.of(1)?.mastery, tree.of(4)?.mastery, tree.goal], [90, 17, 54])
  })

  it("counts a parent's own cards as one child more", () => {
    const tree = grow(nodes, { 1: [card("new"), card("new")], 2: [perfect], 3: [perfect] })
    assert.deepEqual([tree.of(1)?.mastery, tree.of(1)?.cards, tree.of(1)?.inReview], [67, 2, 0])
  })

  it("leaves disabled nodes out of everything above them", () => {
    const disabled = [node(1, null, 1), node(2, 1, 2), node(3, 1, 2, false), node(4, null, 1, false)]
    const tree = grow(disabled, { 2: [perfect], 3: [card("new")], 4: [card("new")] })
    assert.deepEqual([tree.of(1)?.mastery, tree.goal], [100, 100])
    assert.strictEqual(tree.of(3)?.mastery, 0)
  })

  it("falls back to a parent's own cards where all its children are disabled", () => {
    const tree = grow([node(1, null, 1), node(2, 1, 2, false)], { 1: [card("review", 6)], 2: [perfect] })
    assert.deepEqual([tree.of(1)?.mastery, tree.goal], [80, 80])
  })

  it("calls a node complete once it has cards and all are in review", () => {
    const tree = grow(nodes, { 1: [], 2: [perfect, card("review", 1)], 3: [perfect, card("relearning", 1)] })
    assert.deepEqual(
      [1, 2, 3].map((n) => tree.of(n)?.complete),
      [false, true, false]
    )
  })

  it("counts cards without a skill as one category more", () => {
    assert.strictEqual(grow([node(1, null, 1)], { 1: [perfect] }, [card("new")]).goal, 50)
    assert.strictEqual(grow([node(1, null, 1)], { 1: [perfect] }).goal, 100)
  })

  it("has nothing to show for a tree without nodes", () => assert.deepEqual(grow([], {}).goal, 0))
})
