/**
 * What the rules make of whole documents: the example of this repository, and, where they are at hand, three written by others.
 */
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { extract } from "../../src/offline/markdown/extract.ts"
import type { Extracted } from "../../src/offline/markdown/Extracted.ts"
import { outline, type Section } from "../../src/offline/markdown/outline.ts"
import { skillTree, type SkillNode } from "../../src/offline/markdown/skillTree.ts"

const root = new URL("../../../../", import.meta.url)
const example = new URL("examples/spaced-learning.md", root)
const documents = new URL("../shared/data/docs/", root)
const present = existsSync(fileURLToPath(documents))
const skipped = present ? "" : " (skipped: ../shared/data/docs is absent)"

const read = (url: URL): string => readFileSync(fileURLToPath(url), "utf8")

const document = (name: string): string => read(new URL(name, documents))

const flat = (
  nodes: ReadonlyArray<SkillNode>,
  path: ReadonlyArray<string>
): ReadonlyArray<{ node: SkillNode; path: ReadonlyArray<string> }> =>
  nodes.flatMap((node) => [{ node, path: [...path, node.title] }, ...flat(node.children, [...path, node.title])])

const studied = (markdown: string) => {
  const tree = skillTree(markdown)
  const nodes = flat(tree.nodes, tree.title === null ? [] : [tree.title])
  const cards = new Map<string, Extracted>()
  for (const { node, path } of nodes) {
    for (const card of extract(markdown, node, { path })) {
      if (!cards.has(card.question)) cards.set(card.question, card)
    }
  }
  return { tree, nodes, cards: [...cards.values()] }
}

const words = (text: string): ReadonlyArray<string> => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const assertGrounded = (markdown: string, cards: ReadonlyArray<Extracted>): void => {
  for (const { answer, quote } of cards) {
    const source = new Set(words(markdown.slice(quote.start, quote.end)))
    const said = words(answer)
    const found = said.filter((word) => source.has(word))
    assert.isAtLeast(found.length / said.length, 0.6, answer)
    assert.isTrue(
      (answer.match(/\d+/g) ?? []).every((number) => markdown.slice(quote.start, quote.end).includes(number)),
      answer
    )
  }
}

const pairs = (sections: ReadonlyArray<Section>, parent: string): ReadonlyArray<string> =>
  sections.flatMap(({ children, title }) => [`${parent} > ${title}`, ...pairs(children, title)])

const nodePairs = (nodes: ReadonlyArray<SkillNode>, parent: string): ReadonlyArray<string> =>
  nodes.flatMap(({ children, title }) => [`${parent} > ${title}`, ...nodePairs(children, title)])

describe("the example note", () => {
  const markdown = read(example)

  it("is long enough and yields a tree and cards for a demo", () => {
    const { cards, nodes, tree } = studied(markdown)
    assert.strictEqual(tree.title, "Memory and spaced learning")
    assert.isAtLeast(words(markdown).length, 2300)
    assert.isAtLeast(nodes.length, 25)
    assert.isAtLeast(cards.length, 60)
  })

  it("is quoted by every card", () => {
    assertGrounded(markdown, studied(markdown).cards)
  })
})

describe(`documents of others${skipped}`, () => {
  it.skipIf(!present)("a primer of 1,800 lines gives 60 skills under its own headings", () => {
    const markdown = document("system-design-primer.md")
    const { nodes, tree } = studied(markdown)
    const own = new Set(pairs(outline(markdown).children, ""))
    assert.isAtLeast(nodes.length, 60)
    assert.deepStrictEqual(
      nodePairs(tree.nodes, tree.title ?? "").filter((pair) => !own.has(pair.replace(/ \(\d+\)$/, ""))),
      []
    )
  })

  // What earlier rules gave, and today's do not: as soon as they do, let it be a plain `it`, and the one below go.
  const aim = present ? it.fails : it.skip
  aim("a primer of 1,800 lines gives 100 cards (the aim, which is not reached: 72)", () => {
    assert.isAtLeast(studied(document("system-design-primer.md")).cards.length, 100)
  })

  it.skipIf(!present)("a primer of 1,800 lines gives 70 cards, each standing in it", () => {
    const markdown = document("system-design-primer.md")
    const { cards } = studied(markdown)
    assert.isAtLeast(cards.length, 70)
    assertGrounded(markdown, cards)
  })

  it.skipIf(!present)("a glossary becomes cards, all of its terms", () => {
    const markdown = document("git-novice-glossary.md")
    const terms = Array.from(markdown.matchAll(/^\[([^\]]+)\]\{#/gm), (match) => match[1])
    const { cards } = studied(markdown)
    const found = terms.filter((term) => cards.some(({ question }) => question.includes(`“${term}”`)))
    assert.isAtLeast(found.length / terms.length, 0.8)
    assertGrounded(markdown, cards)
  })

  it.skipIf(!present)("a short page gives its terms, and no table of numbers", () => {
    const markdown = document("js-heap.md")
    const { cards } = studied(markdown)
    assert.isFalse(cards.some(({ kind }) => kind === "table"))
    assert.isTrue(cards.some(({ question }) => question === "What is meant by “meld”? (Time Complexities)"))
    assertGrounded(markdown, cards)
  })
})
