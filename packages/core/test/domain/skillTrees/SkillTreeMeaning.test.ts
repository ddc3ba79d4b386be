/**
 * How well skills are known again by what they mean, on trees that were written twice by hand.
 */
import { assert, describe, it } from "@effect/vitest"
import { SkillTreeMeaning, SpaceId } from "@loopi/core"
import { type Regrown, regrownTrees } from "../../fixtures/regrownTrees.ts"
import { type Skill, treeAfter, treeOf } from "../../fixtures/trees.ts"

/** What hangs below a parent. */
const skillsOf = (rows: Regrown["before"], parent: string | null = null): ReadonlyArray<Skill> =>
  rows
    .filter((row) => row[1] === parent)
    .map(([key, , title, description]) => ({ title, description, source: null, children: skillsOf(rows, key) }))

const keysByTitle = (rows: Regrown["before"]) => new Map<string, string>(rows.map(([key, , title]) => [title, key]))

/** Whether what is taken for the same is, and whether what is the same is found. */
const reading = ({ after, before }: Regrown) => {
  const [former, present] = [keysByTitle(before), keysByTitle(after)]
  const tree = treeOf(skillsOf(before))
  const { matches, placed } = treeAfter(tree, skillsOf(after))
  const pairs = [...matches].map(([i, { node }]) => [present.get(placed[i]?.title ?? ""), former.get(node.title)])
  const right = pairs.filter(([a, b]) => a === b).length
  const same = [...former.values()].filter((key) => [...present.values()].includes(key)).length
  return { right, wrong: pairs.length - right, same }
}

describe("skills under other names, told by their spelling", () => {
  const readings = regrownTrees.map(reading)
  const sum = (what: "right" | "wrong" | "same") => readings.reduce((total, it) => total + it[what], 0)

  it("are found, and hardly ever taken for another", () => {
    assert.isAtLeast(sum("same"), 40)
    assert.isAtLeast(sum("right") / sum("same"), 0.95, "found")
    assert.isAtLeast(sum("right") / (sum("right") + sum("wrong")), 0.95, "right")
  })

  it("the reading is not had for nothing: some skills went and others came", () => {
    const gone = regrownTrees.reduce((total, { before }) => total + before.length, 0) - sum("same")
    assert.isAtLeast(gone, 8)
  })
})

describe("SkillTreeMeaning", () => {
  it("says nothing of a skill whose title is in every book", () => {
    const description = "First steps"
    assert.isUndefined(SkillTreeMeaning.skillText({ title: "Introduction:", description }))
    assert.strictEqual(SkillTreeMeaning.skillText({ title: "Monads", description }), "Monads. First steps")
  })

  it("is cautious in a space nobody has measured", () =>
    assert.isAbove(
      SkillTreeMeaning.skillThreshold(SpaceId.make("new-1")),
      SkillTreeMeaning.skillThreshold(SpaceId.make("hybrid-1"))
    ))
})
