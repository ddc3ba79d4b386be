import { assert, describe, it } from "@effect/vitest"
import { outline, type Section } from "../../src/offline/markdown/outline.ts"

/** The titles as an indented list. */
const drawn = (sections: ReadonlyArray<Section>, depth = 0): ReadonlyArray<string> =>
  sections.flatMap(({ children, title }) => [" ".repeat(depth) + title, ...drawn(children, depth + 1)])

const titles = (markdown: string): ReadonlyArray<string> => drawn(outline(markdown).children)

describe("outline", () => {
  it("nests sections as the headings say, whatever levels are skipped", () => {
    assert.deepStrictEqual(titles("# A\n### B\n## C\n#### D\n# E\n"), ["A", " B", " C", "  D", "E"])
  })

  it("gives offsets into the original text, whatever the line endings", () => {
    for (const ending of ["\n", "\r\n", "\r"]) {
      const note = `\uFEFF# One${ending}${ending}text 🧠${ending}## Two${ending}more`
      const [one] = outline(note).children
      const [two] = one?.children ?? []
      assert.strictEqual(note.slice(one?.start, one?.headingEnd), "# One")
      assert.strictEqual(note.slice(one?.start, one?.end), note.slice(1))
      assert.strictEqual(note.slice(two?.start, two?.headingEnd), "## Two")
    }
  })

  it("reads underlined headings", () => {
    assert.deepStrictEqual(titles("One\n===\n\ntext\n\nTwo\n---\n"), ["One", " Two"])
  })

  it("takes a rule below a list or a long paragraph for a rule", () => {
    assert.deepStrictEqual(titles(`- entry\n---\n\n${"word ".repeat(60)}\n---\n\n> quote\n---\n`), [])
  })

  it("finds no headings in code, comments, settings or raw HTML", () => {
    const fenced = "```sh\n# no\n```\n~~~~\n# no\n~~~\n# no\n~~~~\n"
    const hidden = "<!--\n# no\n-->\n<pre>\n# no\n</pre>\n\n    # no\n"
    assert.deepStrictEqual(titles(`---\ntitle: x\n# no\n---\n${fenced}${hidden}# yes\n`), ["yes"])
  })

  it("ends a quoted code block where its quote ends", () => {
    assert.deepStrictEqual(titles("> ```\n> # no\n\n# yes\n"), ["yes"])
  })

  it("finds the heading in front of a comment", () => {
    assert.deepStrictEqual(titles("# Yes <!-- for now -->\n"), ["Yes"])
  })

  it("survives a fence and a comment that never close", () => {
    assert.deepStrictEqual(titles("# A\n```\n# B\n"), ["A"])
    assert.deepStrictEqual(titles("# A\n<!-- open\n# B\n"), ["A", "B"])
  })

  it("cleans titles of Markdown, emoji, numbers and attributes", () => {
    const written =
      "## 🚀 1.2. **Bold** [link](http://x.y) `code` {#id} ##\n## Step 3: Go\n## snake_case _word_\n## 1984\n"
    assert.deepStrictEqual(titles(written), ["Bold link code", "Go", "snake_case word", "1984"])
  })

  it("reads the entities of a title as characters, also where they are many", () => {
    assert.deepStrictEqual(titles("# Blood&ndash;brain barrier\n# R&amp;D &#x2665;&nbsp;&nosuch; A&B;\n"), [
      "Blood–brain barrier",
      "R&D &nosuch; A&B;"
    ])
    assert.deepStrictEqual(titles(`# ${"&eacute;".repeat(100)}\n`), ["é".repeat(100)])
  })

  it("cuts a title to 200 characters without breaking a character", () => {
    const [section] = outline(`# ${"𝒳".repeat(150)}\n`).children
    assert.isAtMost(section?.title.length ?? 0, 200)
    assert.isTrue(section?.title.isWellFormed())
  })

  it("leaves the text of a heading without words to the section before", () => {
    const note = "# A\n\n# 🚀\n\ntext"
    assert.deepStrictEqual(titles(note), ["A"])
    assert.strictEqual(outline(note).children[0]?.end, note.length)
  })

  it("takes the title the settings give", () => {
    assert.strictEqual(outline("---\ntitle: 'A note'\n---\ntext").title, "A note")
    assert.isNull(outline("---\n\ntitle: no\n\n---\n").title)
  })
})
