import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { extract } from "../../src/offline/markdown/extract.ts"
import { allKinds } from "../../src/offline/markdown/Extracted.ts"
import { outline, type Section } from "../../src/offline/markdown/outline.ts"
import { skillTree, type SkillNode } from "../../src/offline/markdown/skillTree.ts"
import type { Span } from "../../src/offline/markdown/Span.ts"

/** Bits that mean something to Markdown or to a rule, to be joined at random. */
const bits = Schema.Array(
  Schema.Literals([
    ..."# ~## ~#### ~\n~\n\n~\r\n~> ~- ~1. ~    ~\t~**~*~_~`~```\n~<!--~-->~|~|-|-|\n~[~](~)~[[~]]~{#a}~---\n~===\n~:::".split(
      "~"
    ),
    ..."<details><summary>~</summary>~</details>~<sup>~&amp;~\\~\0~\uD800~~~\n~ :: ~: ~ - ~Q: ~A: ~(AB)~Alpha Beta ".split(
      "~"
    ),
    ..."A heap ~is a tree of many nodes. ~If it rains today, ~Why?~🧠~記憶。~العربية~the end.".split("~")
  ])
)

const isInside = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

const isNested = (outer: Span, sections: ReadonlyArray<Section>): boolean =>
  sections.every(
    (section, index) =>
      isInside(outer, section) &&
      section.start < section.headingEnd &&
      section.headingEnd <= section.end &&
      section.start >= (sections[index - 1]?.end ?? outer.start) &&
      isNested(section, section.children)
  )

const depthOf = (nodes: ReadonlyArray<SkillNode>): number =>
  nodes.reduce((deepest, { children }) => Math.max(deepest, 1 + depthOf(children)), 0)

const areSound = (nodes: ReadonlyArray<SkillNode>): boolean =>
  new Set(nodes.map(({ title }) => title.toLowerCase())).size === nodes.length &&
  nodes.every(
    ({ children, description, title }) =>
      title === title.trim() &&
      title.length >= 1 &&
      title.length <= 200 &&
      title.isWellFormed() &&
      description.length <= 300 &&
      areSound(children)
  )

const holds = (markdown: string): boolean => {
  const read = outline(markdown)
  const tree = skillTree(markdown)
  const whole = { start: 0, end: markdown.length }
  const cards = extract(markdown, whole, { path: [] }, { kinds: allKinds })
  return (
    isNested(whole, read.children) &&
    areSound(tree.nodes) &&
    depthOf(tree.nodes) <= 3 &&
    cards.every(
      ({ answer, question, quote }, index) =>
        isInside(whole, quote) &&
        quote.start < quote.end &&
        quote.start >= (cards[index - 1]?.quote.start ?? 0) &&
        question.length >= 8 &&
        question.length <= 200 &&
        answer.length >= 1 &&
        answer.length <= 300
    )
  )
}

describe("any text", () => {
  it.prop("gives nested sections, sound skills and cards inside the text", [Schema.String], ([text]) => holds(text))

  it.prop("does so when made of Markdown", [bits], ([parts]) => holds(parts.join("")), {
    arbitrary: { runs: 400 },
    timeout: 60_000
  })

  it.prop("always gives the same", [bits], ([parts]) => {
    const text = parts.join("")
    const read = () => [skillTree(text), extract(text, { start: 0, end: text.length }, { path: [] })]
    assert.deepStrictEqual(read(), read())
  })
})

const megabytes = 2_000_000
const filled = (text: string): string => text.repeat(Math.ceil(megabytes / text.length)).slice(0, megabytes)
const levels = (mark: string): string =>
  Array.from({ length: 300 }, (_, level) => `${mark.repeat(level)}- x\n`).join("")

/** Two megabytes each, of what makes parsers slow or overflows them. */
const hostile: Record<string, string> = {
  "nested lists": levels("  "),
  "nested quotes": levels("> "),
  "quote marks without end": filled(">"),
  "list marks without end": filled("- "),
  "open brackets": filled("["),
  "open links": filled("[a]("),
  "emphasis that never fits": filled("*a_ "),
  "comments that never close": filled("<!-- "),
  "raw HTML that never closes": filled("<pre>\n"),
  "disclosures that never close": filled("<details><summary>a?"),
  "a fence that never closes": `\`\`\`\n${filled("# x\n")}`,
  "settings that never end": `---\n${filled("a: b\n")}`,
  "hash marks": filled("# # #"),
  "one long word": filled("a"),
  "white space": filled(" \t"),
  "open wiki links": filled("[[a|"),
  emoji: filled("🧠 "),
  "many headings": filled(`## a heading\n\n${"and its text ".repeat(20)}\n\n`),
  prose: filled("A heap is a tree ordered from parent to child. If a node moves, its parent is compared again.\n\n")
}

describe("two megabytes of", () => {
  // Generous: each takes well under three seconds alone, and quadratic time would take minutes.
  for (const [name, text] of Object.entries(hostile)) {
    it(`${name} are read in seconds`, { timeout: 20_000 }, () => {
      const tree = skillTree(text)
      const cards = extract(text, { start: 0, end: text.length }, { path: [] })
      assert.isAtMost(depthOf(tree.nodes), 3)
      assert.isTrue(cards.every(({ quote }) => isInside({ start: 0, end: text.length }, quote)))
    })
  }
})
