/**
 * A tree that is written anew is merged into the present one: each skill is taken for one at the most, and what a
 * learner has stays with the skills it belongs to.
 */
import { assert, describe, it } from "@effect/vitest"
import { SkillNode, SkillTree, SkillTreeMatch, SkillTreeMerge, SourceDocumentId, type SourceSpan } from "@loopi/core"
import { type Random, seeded, times } from "../../fixtures/random.ts"
import { uuid } from "../../fixtures/schedules.ts"
import {
  edited,
  freshIds,
  placedOf,
  randomSkills,
  shuffled,
  type Skill,
  treeAfter,
  treeOf
} from "../../fixtures/trees.ts"

const skill = (title: string, children: ReadonlyArray<Skill> = [], more: Partial<Skill> = {}): Skill => ({
  title,
  description: "",
  source: null,
  children,
  ...more
})

const at = (start: number): SourceSpan => ({ documentId: SourceDocumentId.make(uuid(77)), start, end: start + 5 })

const wide = (name: string) => times(1_000, (i) => skill(`${name} ${i}`))

/** For each title of the tree after, the title its node had before. */
const formerTitles = (before: SkillTree, after: SkillTree) => {
  const titles = new Map(before.nodes.map(({ id, title }) => [id, title]))
  return Object.fromEntries(after.nodes.map(({ id, title }) => [title, titles.get(id)]))
}

const shuffledThrough = (skills: ReadonlyArray<Skill>, random: Random): Array<Skill> =>
  shuffled(skills, random).map((one) => ({ ...one, children: shuffledThrough(one.children, random) }))

const ids = ({ nodes }: SkillTree) => nodes.map(({ id }) => id)

describe("skills are known again", () => {
  it("by their place in a note, under another title", () => {
    const before = treeOf([skill("Poets", [skill("Pessoa", [], { source: at(9) })])])
    const { diff, tree } = treeAfter(before, [skill("Writers", [skill("Qqq", [], { source: at(9) })])])
    assert.strictEqual(formerTitles(before, tree)["Qqq"], "Pessoa")
    assert.deepStrictEqual(
      diff.renamed.map(({ by, from, score, to }) => [String(from), String(to), by, score]),
      [["Pessoa", "Qqq", "place", null]]
    )
  })

  it("by the same words there, where a category and its first topic begin at one place", () => {
    const source = at(0)
    const before = treeOf([skill("Poets", [skill("Pessoa", [], { source })], { source })])
    const { tree } = treeAfter(before, [skill("Pessoa", [skill("Poets", [], { source })], { source })])
    assert.deepEqual<unknown>(formerTitles(before, tree), { Pessoa: "Pessoa", Poets: "Poets" })
  })

  it("by their path, whatever its case, spacing and punctuation", () => {
    const before = treeOf([skill("Data structures", [skill("Hash-tables"), skill("C++")])])
    const { diff, tree } = treeAfter(before, [skill("Data  Structures!", [skill("hash tables"), skill("C")])])
    assert.strictEqual(formerTitles(before, tree)["hash tables"], "Hash-tables")
    assert.strictEqual(formerTitles(before, tree)["C"], undefined)
    assert.deepStrictEqual(diff.moved, [])
  })

  it("by a title that stands once in either tree, wherever it was moved", () => {
    const before = treeOf([skill("Poets", [skill("Camões")]), skill("Prose")])
    const { diff, tree } = treeAfter(before, [skill("Poets"), skill("Prose", [skill("Camões")])])
    assert.strictEqual(formerTitles(before, tree)["Camões"], "Camões")
    assert.deepStrictEqual(
      diff.moved.map(({ from, title, to }) => [title, from, to].map(String)),
      [["Camões", "Poets,Camões", "Prose,Camões"]]
    )
  })

  it("never by a title that every book has", () => {
    const before = treeOf([skill("Haskell", [skill("Introduction")])])
    const { tree } = treeAfter(before, [skill("Gardening", [skill("Introduction")])])
    assert.deepEqual<unknown>(formerTitles(before, tree), { Gardening: undefined, Introduction: undefined })
  })

  it("by such a title below the same parent, which has got another name", () => {
    const before = treeOf([skill("Sorting algorithms", [skill("Introduction"), skill("Quicksort")])])
    const { tree } = treeAfter(before, [skill("Algorithms for sorting", [skill("Introduction"), skill("Quicksort")])])
    assert.strictEqual(formerTitles(before, tree)["Algorithms for sorting"], "Sorting algorithms")
    assert.deepStrictEqual(ids(tree), ids(before))
  })

  it("by what they mean, the most alike first, and neither of them twice", () => {
    const before = treeOf([skill("Binary search trees"), skill("Binary heaps")])
    const { diff, tree } = treeAfter(before, [
      skill("Searching trees"),
      skill("Trees for binary search"),
      skill("Heaps, binary ones")
    ])
    const former = formerTitles(before, tree)
    assert.strictEqual(former["Trees for binary search"], "Binary search trees")
    assert.strictEqual(former["Heaps, binary ones"], "Binary heaps")
    assert.strictEqual(former["Searching trees"], undefined)
    assert.deepStrictEqual(
      diff.renamed.map(({ by }) => by),
      ["meaning", "meaning"]
    )
    assert.isTrue(diff.renamed.every(({ score }) => score !== null && score > 0.5 && score <= 1))
  })
})

describe("what a learner has stays", () => {
  it("a skill that is switched off, and prerequisites between skills that are left", () => {
    const grown = treeOf([skill("A one"), skill("B two"), skill("C three")])
    const [a, b, c] = grown.nodes
    if (a === undefined || b === undefined || c === undefined) return assert.fail("three skills were laid out")
    const before = SkillTree.make({
      ...grown,
      nodes: grown.nodes.map((node) => SkillNode.make({ ...node, enabled: node !== b })),
      prerequisites: [
        { nodeId: b.id, requiresId: a.id },
        { nodeId: c.id, requiresId: b.id }
      ]
    })
    const { tree } = treeAfter(before, [skill("B two"), skill("A one"), skill("D four")])
    assert.deepStrictEqual(
      tree.nodes.map(({ enabled, id }) => [id, enabled]),
      [
        [b.id, false],
        [a.id, true],
        [tree.nodes[2]?.id, true]
      ]
    )
    assert.deepStrictEqual(tree.prerequisites, [{ nodeId: b.id, requiresId: a.id }])
  })

  it("counts the cards of skills that go", () => {
    const before = treeOf([skill("A one"), skill("B two")])
    const placed = placedOf([skill("A one")])
    const named = SkillTreeMatch.matchByName(before, placed)
    const { diff } = SkillTreeMerge.merge(before, placed, named, freshIds(1), (id) =>
      id === before.nodes[1]?.id ? 7 : 1
    )
    assert.deepStrictEqual(
      diff.removed.map(({ cards, title }) => [String(title), cards]),
      [["B two", 7]]
    )
  })
})

describe("whatever is proposed", { timeout: 30_000 }, () => {
  it("the same tree again is no change, and the first one adds all it has", () => {
    const random = seeded(3)
    times(100, () => {
      const skills = randomSkills(random)
      const { diff, tree } = treeAfter(null, skills)
      assert.strictEqual(diff.added.length, tree.nodes.length)
      const again = treeAfter(tree, skills)
      assert.isFalse(again.changed)
      assert.deepStrictEqual({ ...again.diff, kept: again.diff.kept.length }, { ...nothing, kept: tree.nodes.length })
      assert.deepStrictEqual(again.tree.nodes, tree.nodes)
    })
  })

  it("another description is a change, though no skill differs", () => {
    const before = treeOf([skill("Poets")])
    const { changed, diff } = treeAfter(before, [skill("Poets", [], { description: "Those who write verse" })])
    assert.isTrue(changed)
    assert.lengthOf(diff.kept, 1)
  })

  it("siblings in another order keep all ids", () => {
    const random = seeded(4)
    times(100, () => {
      const skills = randomSkills(random)
      const before = treeOf(skills)
      const { diff, tree } = treeAfter(before, shuffledThrough(skills, random))
      assert.deepStrictEqual(ids(tree).toSorted(), ids(before).toSorted())
      assert.deepStrictEqual({ ...diff, kept: [] }, { ...nothing, kept: [] })
    })
  })

  it("each skill is taken for one at the most, and each of before is told of once", () => {
    const random = seeded(5)
    const met = new Map<string, number>()
    times(100, () => {
      const skills = randomSkills(random)
      const before = treeOf(skills)
      const { diff, matches, tree } = treeAfter(before, edited(skills, random))
      const taken = [...matches.values()].map(({ node }) => node.id)
      assert.strictEqual(new Set(taken).size, taken.length)
      assert.strictEqual(new Set(ids(tree)).size, tree.nodes.length)
      checkShape(tree)
      const changed = new Set([...diff.renamed, ...diff.moved].map(({ nodeId }) => nodeId))
      const told = [...diff.kept.map(({ nodeId }) => nodeId), ...changed, ...diff.removed.map(({ nodeId }) => nodeId)]
      assert.deepStrictEqual(told.toSorted(), ids(before).toSorted())
      assert.strictEqual(diff.kept.length + changed.size + diff.added.length, tree.nodes.length)
      for (const [what, list] of Object.entries(diff)) met.set(what, (met.get(what) ?? 0) + list.length)
    })
    assert.strictEqual(met.size, 5)
    for (const [what, count] of met) assert.isAbove(count, 50, what)
  })

  it("likeness that is made up matches nothing twice either", () => {
    const random = seeded(6)
    times(200, () => {
      const before = treeOf(randomSkills(random))
      const placed = placedOf(randomSkills(random))
      const alike = times(300, () => ({
        node: before.nodes[random.between(0, before.nodes.length - 1)],
        skill: random.between(0, placed.length - 1),
        score: random.between(0, 3) / 3
      })).flatMap(({ node, ...rest }) => (node === undefined ? [] : [{ node, ...rest }]))
      const matches = SkillTreeMatch.matchByMeaning(before, placed, new Map(), alike)
      const best = Math.max(...alike.map(({ score }) => score))
      const taken = [...matches.values()]
      assert.strictEqual(new Set(taken.map(({ node }) => node.id)).size, taken.length)
      assert.isTrue(taken.some(({ score }) => score === best))
      assert.isTrue(alike.every(({ node, skill }) => matches.has(skill) || taken.some((match) => match.node === node)))
    })
  })

  it("a thousand skills that are all new are told in less than two seconds", () => {
    const before = treeOf(wide("Old"))
    const placed = placedOf(wide("New"))
    const started = process.cpuUsage()
    const named = SkillTreeMatch.matchByName(before, placed)
    SkillTreeMerge.merge(before, placed, SkillTreeMatch.matchByMeaning(before, placed, named, []), freshIds(1_000))
    assert.isBelow(process.cpuUsage(started).user / 1_000, 2_000, "milliseconds of work")
  })
})

const nothing = { kept: 0, renamed: [], moved: [], added: [], removed: [] }

const checkShape = ({ nodes }: SkillTree): void => {
  const above = new Map(nodes.map((node, i) => [node.id, { node, i }]))
  for (const [i, { depth, parentId }] of nodes.entries()) {
    const parent = parentId === null ? undefined : above.get(parentId)
    assert.strictEqual(depth, (parent?.node.depth ?? 0) + 1)
    assert.isTrue(parentId === null || (parent !== undefined && parent.i < i))
  }
}
