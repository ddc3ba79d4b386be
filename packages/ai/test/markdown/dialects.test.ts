/**
 * No mark of a dialect of Markdown stands in a card, and none takes a card with it.
 */
import { assert, describe, it } from "@effect/vitest"
import { hasLeftovers } from "../../src/offline/markdown/dialects.ts"
import { asked } from "./asking.ts"

describe("a glossary in kramdown", () => {
  it("has no marks of its ends and its attributes in the answers", () => {
    const note = `cell wall
: rigid cover of a plant cell
^

vacuole (small)
: sac that stores water; see also vesicle
{: .term}

sleepwalking
: (also, somnambulism) walking about while asleep
`
    assert.deepStrictEqual(asked(note), [
      "What does “cell wall” mean? => Rigid cover of a plant cell",
      "What does “vacuole (small)” mean? => Sac that stores water",
      "What does “sleepwalking” mean? => Walking about while asleep"
    ])
  })

  it("gives no card for what exists or is included", () => {
    const note =
      "trade deficit\n: exists when imports exceed exports\n^\n\nincome\n: includes wages, rent and profit\n^\n"
    assert.deepStrictEqual(asked(note), [])
  })
})

describe("marks inside a sentence", () => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ["an attribute of kramdown", '**Osmosis**{: data-type="term"} is a flow of water through a membrane.', "Osmosis"],
    ["a citation of Pandoc", "**Osmosis** is a flow of water through a membrane [@vanhoff1887, p. 3].", "Osmosis"],
    ["a wiki link with a heading", "[[Cells#Osmosis|Osmosis]] is a flow of water through a membrane.", "Osmosis"],
    ["a name of Obsidian", "**Osmosis** is a flow of water through a membrane. ^osmosis-1", "Osmosis"],
    ["a comment of Obsidian", "**Osmosis** is a flow of water through a membrane %%check%%.", "Osmosis"],
    ["a role of MyST", "{term}`Osmosis` is a flow of water through a membrane.", "Osmosis"],
    ["a backslash at the end", "**Osmosis** is a flow of water through a membrane.\\", "Osmosis"]
  ]
  for (const [name, sentence, term] of cases) {
    it(`are left out: ${name}`, () => {
      assert.deepStrictEqual(asked(`${sentence}\n`), [
        `What is ${term.toLowerCase()}? => A flow of water through a membrane.`
      ])
    })
  }
})

describe("what is left over of markup", () => {
  for (const text of ["sac ^", "a {: .x}", "see [[Cell", "::: note", "a **b", "end\\", "a `b", "$$x$$", "[^1]"]) {
    it(`is known: ${text}`, () => {
      assert.isTrue(hasLeftovers(text))
    })
  }

  for (const text of ["x^2 of a number", "std::vector", "a [b] of c", "two stars * here", "`code` and more"]) {
    it(`is told from plain text: ${text}`, () => {
      assert.isFalse(hasLeftovers(text))
    })
  }
})
