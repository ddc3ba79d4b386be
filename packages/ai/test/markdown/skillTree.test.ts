import { assert, describe, it } from "@effect/vitest"
import { skillTree, type SkillNode } from "../../src/offline/markdown/skillTree.ts"

const drawn = (nodes: ReadonlyArray<SkillNode>, depth = 0): ReadonlyArray<string> =>
  nodes.flatMap(({ children, title }) => [" ".repeat(depth) + title, ...drawn(children, depth + 1)])

describe("skillTree", () => {
  it("makes a lone first heading the title", () => {
    const tree = skillTree("# Git\n\nIntro.\n\n## Commit\n\n## Branch\n")
    assert.strictEqual(tree.title, "Git")
    assert.deepStrictEqual(drawn(tree.nodes), ["Commit", "Branch"])
  })

  it("keeps a lone heading without sub-headings as the one skill", () => {
    const tree = skillTree("# Heap\n\nA heap is a tree.\n")
    assert.deepStrictEqual([tree.title, ...drawn(tree.nodes)], ["Heap", "Heap"])
  })

  it("gives the text before the first skill", () => {
    const note = "# Git\n\nIntro.\n\n## Commit\n"
    const { opening } = skillTree(note)
    assert.strictEqual(note.slice(opening.start, opening.end).trim(), "Intro.")
  })

  it("drops sections about the document, with all they hold", () => {
    const note =
      "## Table of contents\n## A\n### Source(s) and further reading: A\n## License\n### MIT\n## Navigation menu\n## Contributing\n## B\n"
    assert.deepStrictEqual(drawn(skillTree(note).nodes), ["A", "B"])
  })

  it("keeps a note that is called like boilerplate", () => {
    assert.deepStrictEqual(drawn(skillTree("# Resources\n## Water\n## Wood\n").nodes), ["Water", "Wood"])
  })

  it("keeps skills whose names only begin like boilerplate", () => {
    const note = "## Linked lists\n## Reference counting\n## Credit risk\n## Indexing\n## Contributions of Newton\n"
    assert.strictEqual(skillTree(note).nodes.length, 5)
  })

  it("folds headings below the third level into their skill, text and all", () => {
    const note = "# A\n## B\n### C\n#### D\ndeep\n# E\n"
    const [a] = skillTree(note).nodes
    const c = a?.children[0]?.children[0]
    assert.deepStrictEqual(drawn(skillTree(note).nodes), ["A", " B", "  C", "E"])
    assert.strictEqual(note.slice(c?.start, c?.end), "### C\n#### D\ndeep\n")
  })

  it("gives each skill its own text without that of its sub-skills", () => {
    const note = "# A\none\n## B\ntwo\n# C\n"
    const [a] = skillTree(note).nodes
    assert.strictEqual(note.slice(a?.start, a?.end), "# A\none\n")
    assert.strictEqual(note.slice(a?.children[0]?.start, a?.children[0]?.end), "## B\ntwo\n")
  })

  it("numbers siblings of the same name and leaves cousins alone", () => {
    const note = "# A\n## Use\n## use\n## Use (2)\n# B\n## Use\n"
    assert.deepStrictEqual(drawn(skillTree(note).nodes), ["A", " Use", " use (2)", " Use (2) (2)", "B", " Use"])
  })

  it("describes a skill by the first sentence of its own text", () => {
    const note =
      "# A\n\n![x](y.png)\n\n**Sharding** splits data over servers, e.g. by user. More.\n## B\n\n- only a list\n"
    const [a] = skillTree(`${note}# C\n`).nodes
    assert.strictEqual(a?.description, "Sharding splits data over servers, e.g. by user.")
    assert.strictEqual(a?.children[0]?.description, "")
  })

  it("says why there is no skill", () => {
    assert.strictEqual(skillTree("just text").empty, "no_headings")
    assert.strictEqual(skillTree("").empty, "no_headings")
    assert.strictEqual(skillTree("# License\n\nMIT").empty, "only_boilerplate")
    assert.isNull(skillTree("# A").empty)
  })
})
