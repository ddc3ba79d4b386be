import { assert, describe, it } from "@effect/vitest"
import { extract } from "../../src/offline/markdown/extract.ts"
import { asked, cardsOf } from "./asking.ts"

describe("extract", () => {
  it("quotes the fact at its place in the original text", () => {
    const note = "\uFEFFIntro &amp; 🧠\r\n\r\n> A **heap** is a tree\r\n> ordered from parent to *child*.\r\n"
    const [card] = cardsOf(note)
    assert.strictEqual(card?.answer, "A tree ordered from parent to child.")
    assert.strictEqual(
      note.slice(card?.quote.start, card?.quote.end),
      "A **heap** is a tree\r\n> ordered from parent to *child*."
    )
  })

  it("reads only the region it is given", () => {
    const note = "first :: one\n\nsecond :: two\n"
    const start = note.indexOf("second")
    assert.deepStrictEqual(
      extract(note, { start, end: note.length }, { path: [] }).map(({ answer }) => answer),
      ["Two"]
    )
  })

  it("names the innermost section around a card", () => {
    const note =
      "## Cells\n\n- **Wall** - the outer layer of some\n\n### Animal cells\n\n- **Membrane** - the outer layer of all\n"
    assert.deepStrictEqual(asked(note, "Cells"), [
      "What is meant by “Wall”? (Cells) => The outer layer of some",
      "What is meant by “Membrane”? (Animal cells) => The outer layer of all"
    ])
  })

  it("leaves out parts about the document inside a region", () => {
    const note = "## Heap\n\n### References\n\n- **Wall** - the outer layer\n\n### Use\n\nroot :: the top\n"
    assert.deepStrictEqual(asked(note), ["What is meant by “root”? (Heap) => The top"])
  })

  it("asks each question once", () => {
    assert.deepStrictEqual(asked("root :: the top\n\nroot :: the very top\n"), ["What is meant by “root”? => The top"])
  })

  it("cuts a long answer to whole sentences and drops one that cannot be cut", () => {
    const sentence = "The root of a heap holds the smallest value of all. "
    const [card] = cardsOf(`root :: ${sentence.repeat(10)}`)
    assert.strictEqual(card?.answer, sentence.repeat(5).trim())
    assert.deepStrictEqual(cardsOf(`root :: ${"endless ".repeat(60)}`), [])
  })

  it("finds an answer in a note that spells its letters as entities", () => {
    assert.deepStrictEqual(asked("- **Oedema** - a state of &Ouml;dem in &Auml;rzten&auml;he\n"), [
      "What is meant by “Oedema”? => A state of Ödem in Ärztenähe"
    ])
  })

  it("drops answers their question gives away", () => {
    assert.deepStrictEqual(cardsOf("The quick fox jumps? :: quick fox"), [])
  })

  it("drops explanations that go in a circle", () => {
    assert.deepStrictEqual(cardsOf("- **Static content** - Serve static content directly"), [])
  })

  it("never invents: text that cannot be stored yields no card", () => {
    assert.deepStrictEqual(cardsOf("root\0 :: the top\uD800"), [])
  })

  it("keeps powers, wiki links, highlights and escapes readable", () => {
    assert.deepStrictEqual(asked("energy :: [[Mass|mass]] times c<sup>2</sup>, ==exactly== 1 \\* that[^1]"), [
      "What is meant by “energy”? => Mass times c^2, exactly 1 * that"
    ])
  })

  it("reads nothing from code", () => {
    assert.deepStrictEqual(asked("```\nroot :: the top\n```\n\n    leaf :: the end\n"), [])
  })

  it("orders cards as the note does", () => {
    const starts = cardsOf(
      "root :: the top\n\n**Leaf**: the end of a branch\n\nA **heap** is a tree of many nodes."
    ).map(({ quote }) => quote.start)
    assert.deepStrictEqual(starts, [0, 17, 48])
  })

  it("reads East Asian sentences", () => {
    assert.deepStrictEqual(asked("忘却曲線 :: 時間とともに記憶が失われる様子を示す曲線。"), [
      "What is 忘却曲線? => 時間とともに記憶が失われる様子を示す曲線。"
    ])
  })
})
