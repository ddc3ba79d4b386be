/**
 * A proposed tree is laid out in order or refused, however hostile; prerequisites never run in a circle.
 */
import { assert, describe, it } from "@effect/vitest"
import { type Prerequisite, SkillNode, SkillNodeId, SkillTreeProposal } from "@loopi/core"
import { Result } from "effect"
import { seeded, times } from "../../fixtures/random.ts"
import { uuid } from "../../fixtures/schedules.ts"

type Skill = SkillTreeProposal.ProposedSkill

const skill = (title: string, children: ReadonlyArray<Skill> = []): Skill => ({
  title,
  description: "",
  source: null,
  children
})
const wordy = (length: number) => times(1_000, (i) => ({ ...skill(`Skill ${i}`), description: "x".repeat(length) }))
const flawOf = (skills: ReadonlyArray<Skill>): string => {
  const placed = SkillTreeProposal.place(skills)
  return Result.isFailure(placed)
    ? `${placed.failure.flaw}: ${placed.failure.title}`
    : `${placed.success.length} placed`
}
const nested = (depth: number): Skill =>
  times(depth - 1, (i) => depth - i - 1).reduce(
    (child, level) => skill(`Level ${level}`, [child]),
    skill(`Level ${depth}`)
  )

describe("SkillTreeProposal.place", { timeout: 30_000 }, () => {
  it("lays a tree out depth first, children in order, each after its parent", () => {
    const placed = SkillTreeProposal.place([skill("A", [skill("A1", [skill("A1a")]), skill("A2")]), skill("B")])
    assert.deepEqual(
      Result.getOrThrow(placed).map(({ depth, parent, position, title }) => [String(title), parent, depth, position]),
      [
        ["A", null, 1, 0],
        ["A1", 0, 2, 0],
        ["A1a", 1, 3, 0],
        ["A2", 0, 2, 1],
        ["B", null, 1, 1]
      ]
    )
  })

  it("loses no skill of a random tree", () => {
    const random = seeded(5)
    let grown = 0
    const grow = (depth: number): Array<Skill> =>
      times(random.between(depth === 1 ? 1 : 0, 5), () =>
        skill(`Skill ${(grown += 1)}`, depth < 3 ? grow(depth + 1) : [])
      )
    times(100, () => {
      grown = 0
      const placed = Result.getOrThrow(SkillTreeProposal.place(grow(1)))
      assert.strictEqual(new Set(placed.map(({ title }) => title)).size, grown)
      assert.isTrue(placed.every(({ parent }, i) => parent === null || parent < i))
    })
  })

  it("takes three levels and refuses the fourth", () => {
    assert.strictEqual(flawOf([nested(3)]), "3 placed")
    assert.strictEqual(flawOf([nested(4)]), "too_deep: Level 4")
  })

  it("refuses 300 and 100,000 levels without running out of stack", () => {
    assert.strictEqual(flawOf([nested(300)]), "too_deep: Level 4")
    assert.strictEqual(flawOf([nested(100_000)]), "too_deep: Level 4")
  })

  it("refuses 100,000 skills side by side, at any level", () => {
    const wide = times(100_000, (i) => skill(`Skill ${i}`))
    const before = process.cpuUsage()
    assert.strictEqual(flawOf(wide), "too_many_nodes: Skill 1000")
    assert.strictEqual(flawOf([skill("Root", wide)]), "too_many_nodes: Skill 999")
    assert.strictEqual(flawOf([skill("Root", [skill("Topic", wide)])]), "too_many_nodes: Skill 998")
    assert.isBelow(process.cpuUsage(before).user / 1_000, 1_500, "milliseconds of work")
  })

  it("takes 1,000 skills and not one more", () => {
    assert.strictEqual(flawOf(times(1_000, (i) => skill(`Skill ${i}`))), "1000 placed")
    assert.strictEqual(flawOf(times(1_001, (i) => skill(`Skill ${i}`))), "too_many_nodes: Skill 1000")
  })

  it("refuses a title that siblings share, whatever its case and the space around it", () => {
    assert.strictEqual(flawOf([skill("Loops"), skill(" loops ")]), "same_title_twice: loops")
    assert.strictEqual(flawOf([skill("A", [skill("B"), skill("B")])]), "same_title_twice: B")
    assert.strictEqual(flawOf([skill("A", [skill("Basics")]), skill("B", [skill("Basics")])]), "4 placed")
  })

  it("refuses more text than is kept of it", () => {
    assert.strictEqual(flawOf(wordy(700)), "1000 placed")
    assert.strictEqual(flawOf(wordy(1_000)), "too_long: ")
  })

  it("refuses a tree of nothing", () => assert.strictEqual(flawOf([]), "empty: "))

  it("names a node by no more than 200 characters", () =>
    assert.strictEqual(
      flawOf([skill("x".repeat(5_000)), skill("x".repeat(5_000))]).length,
      200 + "same_title_twice: ".length
    ))
})

const ids = times(1_000, (n) => SkillNodeId.make(uuid(n)))
const id = (n: number) => ids[n] ?? SkillNodeId.make(uuid(n))
const nodes = (count: number) =>
  times(count, (i) =>
    SkillNode.make({
      id: id(i),
      parentId: null,
      depth: 1,
      position: i,
      title: SkillNode.fields.title.make(`Skill ${i}`),
      description: "",
      enabled: true,
      source: null
    })
  )
/** "The first needs the second", for each pair. */
const needs = (...pairs: ReadonlyArray<readonly [number, number]>) => edges(pairs)
const edges = (pairs: ReadonlyArray<readonly [number, number]>): ReadonlyArray<Prerequisite> =>
  pairs.map(([node, requires]) => ({ nodeId: id(node), requiresId: id(requires) }))
const refusal = (count: number, edges: ReadonlyArray<Prerequisite>): string | undefined => {
  const checked = SkillTreeProposal.checkPrerequisites(nodes(count), edges)
  return Result.isFailure(checked) ? `${checked.failure.flaw}: ${checked.failure.title}` : undefined
}

describe("SkillTreeProposal.checkPrerequisites", { timeout: 30_000 }, () => {
  it("takes chains, forks and diamonds, also named twice", () => {
    assert.isUndefined(refusal(4, needs([1, 0], [2, 0], [3, 1], [3, 2], [3, 2])))
    assert.isUndefined(refusal(4, []))
  })

  it("refuses a node that needs itself, and a circle of any length", () => {
    assert.strictEqual(refusal(2, needs([1, 1])), "prerequisite_cycle: Skill 1")
    assert.strictEqual(refusal(3, needs([0, 1], [1, 0])), "prerequisite_cycle: Skill 0")
    assert.match(
      refusal(900, needs(...times(900, (i) => [i, (i + 1) % 900] as const))) ?? "",
      /^prerequisite_cycle: Skill \d/
    )
  })

  it("names a node in the circle, not one that waits behind it", () => {
    assert.match(refusal(5, needs([4, 3], [3, 2], [2, 1], [1, 2], [1, 0])) ?? "", /^prerequisite_cycle: Skill [12]$/)
  })

  it("refuses nodes that are not in the tree", () => {
    assert.strictEqual(refusal(2, needs([1, 7])), "unknown_prerequisite: Skill 1")
    assert.strictEqual(refusal(2, needs([7, 1])), `unknown_prerequisite: ${id(7)}`)
  })

  it("finds no circle where all edges point back, and always one once an edge is turned round", () => {
    const random = seeded(17)
    times(200, () => {
      const back = times(random.between(1, 60), () => {
        const node = random.between(1, 29)
        return [node, random.between(0, node - 1)] as const
      })
      assert.isUndefined(refusal(30, needs(...back)))
      const [node, requires] = random.pick([back[0] ?? ([1, 0] as const), ...back])
      assert.match(refusal(30, needs(...back, [requires, node])) ?? "", /^prerequisite_cycle/)
    })
  })

  it("is quick where every node needs every one before it", () => {
    const all = edges(times(1_000, (i) => times(i, (j) => [i, j] as const)).flat())
    const before = process.cpuUsage()
    assert.isUndefined(refusal(1_000, all))
    assert.isBelow(process.cpuUsage(before).user / 1_000, 1_500, "milliseconds of work")
  })
})
