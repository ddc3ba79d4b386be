/**
 * Documents written by others, from the note to the kept drafts: skills, quality, duplicates and all.
 */
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { type Flashcard, Lexical, quoteOf, type SkillNode, type SourceDocument } from "@loopi/core"
import { Clock, Effect } from "effect"
import { layer, learnFrom } from "./library.ts"

const folder = fileURLToPath(new URL("../../../../shared/data/docs/", import.meta.url))
const present = existsSync(folder)
const skipped = present ? "" : " (skipped: ../shared/data/docs is absent)"

const learn = (name: string) =>
  Effect.suspend(() => learnFrom([{ name, text: readFileSync(folder + name, "utf8") }])).pipe(Effect.provide(layer))

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")

/** The headings of a document as a reader sees them, with their rank and place; none of ours is used to find them. */
const headingsOf = ({ text }: SourceDocument) =>
  Array.from(text.matchAll(/^(#{1,6}) +(.+)$/gm), ({ 1: marks = "", 2: title = "", index }) => ({
    rank: marks.length,
    title: letters(title),
    at: index
  }))

const assertSpansTrue = (
  document: SourceDocument | undefined,
  kept: ReadonlyArray<Flashcard>,
  nodes: ReadonlyArray<SkillNode>
) => {
  for (const { answer, nodeId, question, source } of kept) {
    const home = nodes.find(({ id }) => id === nodeId)?.source
    if (document === undefined || source === null || home === null || home === undefined) return assert.fail(question)
    assert.isTrue(home.start <= source.start && source.end <= home.end, question)
    const quoted = new Set(Lexical.wordsOf(quoteOf(document, source)).map(Lexical.stem))
    const words = Lexical.contentWordsOf(answer).map(Lexical.stem)
    assert.isAtLeast(words.filter((word) => quoted.has(word)).length, words.length * 0.6, question)
  }
}

describe.skipIf(!present)(`a long document${skipped}`, () => {
  it.live("becomes a tree of its own headings and at least 70 drafts whose spans are true, within seconds", () =>
    Effect.gen(function* () {
      const start = yield* Clock.currentTimeMillis
      const {
        documents: [document],
        kept,
        report,
        tree
      } = yield* learn("system-design-primer.md")
      assert.isBelow((yield* Clock.currentTimeMillis) - start, 15_000)
      assert.isAtLeast(tree.nodes.length, 60)
      assert.isAtLeast(kept.length, 70)
      assert.strictEqual(report.checkSkipped, null)
      assertSpansTrue(document, kept, tree.nodes)
      for (const { duplicates, findings, question } of report.leftOut) {
        assert.isNotEmpty([...duplicates, ...findings], question)
      }
    })
  )

  it.live("hangs every skill below the heading it stands under", () =>
    Effect.gen(function* () {
      const {
        documents: [document],
        tree
      } = yield* learn("system-design-primer.md")
      if (document === undefined) return assert.fail("no document")
      const headings = headingsOf(document)
      const titles = new Map(tree.nodes.map(({ id, title }) => [id, letters(title.replace(/ \(\d+\)$/, ""))]))
      for (const { id, parentId, source } of tree.nodes) {
        const at = headings.findIndex((heading) => heading.at === source?.start)
        const own = headings[at]
        assert.include(own?.title, titles.get(id))
        const above = headings.slice(0, at).findLast(({ rank }) => rank < (own?.rank ?? 0))
        if (parentId === null) assert.isAtMost(above?.rank ?? 1, 1)
        else assert.include(above?.title, titles.get(parentId))
      }
    })
  )
})

const glossaryTerms = [
  "changeset",
  "commit",
  "conflict",
  "merge",
  "protocol",
  "remote",
  "repository",
  "resolve",
  "timestamp",
  "version control"
]

describe.skipIf(!present)(`shorter documents${skipped}`, () => {
  it.live("ask for at least eight of ten terms of a glossary", () =>
    Effect.gen(function* () {
      const {
        documents: [document],
        kept,
        tree
      } = yield* learn("git-novice-glossary.md")
      const asked = glossaryTerms.filter((term) =>
        kept.some(({ question }) => question.includes(`“${term}”`) || question.includes(` ${term}`))
      )
      assert.isAtLeast(asked.length, 8, asked.join(", "))
      assertSpansTrue(document, kept, tree.nodes)
    })
  )
})

const capitals = "Ghent Lima Oslo Quito Riga Rome Sofia Tunis Turin Vaduz".split(" ")
const table = capitals.map((city, index) => `| ${city} | word ${capitals[9 - index]} |`).join("\n")

describe("a table", () => {
  it.live("gives a card for each of its cells, though their questions are made alike", () =>
    Effect.gen(function* () {
      const { kept, report } = yield* learnFrom([
        { name: "t.md", text: `# Words\n\n| Spanish | English |\n|-|-|\n${table}\n` }
      ])
      assert.strictEqual(kept.length, capitals.length)
      assert.deepStrictEqual(report.leftOut, [])
    }).pipe(Effect.provide(layer))
  )
})
