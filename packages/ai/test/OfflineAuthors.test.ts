/**
 * What the offline authors do beyond their ports' promises: by rules, so always the same.
 */
import { assert, describe, it } from "@effect/vitest"
import { pathOf, quoteOf, type SkillTree } from "@loopi/core"
import { Effect } from "effect"
import { grow, layer, learnFrom, type Note } from "./library.ts"

const meanings: Record<string, string> = {
  Flour: "a powder ground from grain",
  Gluten: "a stretchy protein that holds gas",
  Yeast: "a fungus that turns sugar into gas",
  Lame: "a blade that scores the loaf",
  Crust: "the hard outer layer of a loaf",
  Curd: "the solid part of sour milk",
  Whey: "the liquid that drains off sour milk"
}

const term = (word: string) => `**${word}**: ${meanings[word]}.`

const bread: Note = {
  name: "bread.md",
  text: `# Bread\n\n${term("Flour")}\n\n## Dough\n\n${term("Gluten")}\n\n### Rising\n\n${term("Yeast")}\n\n#### Proving\n\n${term("Lame")}\n`
}
const cheese: Note = { name: "cheese.txt", text: `${term("Curd")}\n\n${term("Whey")}\n` }

const pathsIn = (tree: SkillTree) => tree.nodes.map(({ id }) => pathOf(tree, id).join(" > "))

const failureOf = (notes: ReadonlyArray<Note>) => Effect.flip(grow(notes))

describe("OfflineSkillTreeAuthor", () => {
  it.effect("makes the sections of one note the categories, and one more of what it opens with", () =>
    Effect.gen(function* () {
      const { tree } = yield* grow([bread])
      assert.deepStrictEqual(pathsIn(tree), ["Bread", "Dough", "Dough > Rising", "Dough > Rising > Proving"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("makes each of several notes a category, named by its title or its file, three levels deep", () =>
    Effect.gen(function* () {
      const { documents, tree } = yield* grow([bread, cheese])
      assert.deepStrictEqual(pathsIn(tree), ["Bread", "Bread > Dough", "Bread > Dough > Rising", "cheese"])
      const rising = tree.nodes[2]?.source
      assert.include(documents[0] && rising && quoteOf(documents[0], rising), "**Lame**")
    }).pipe(Effect.provide(layer))
  )

  it.effect("tells notes of the same title apart", () =>
    Effect.gen(function* () {
      const { tree } = yield* grow([bread, { ...bread, text: `${bread.text}\n${term("Crust")}\n` }])
      assert.deepStrictEqual(
        tree.nodes.filter(({ depth }) => depth === 1).map(({ title }) => String(title)),
        ["Bread", "Bread (2)"]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("gives up levels rather than the tree where a note has thousands of headings", () =>
    Effect.gen(function* () {
      const parts = Array.from({ length: 20 }, (_, i) => `## Part ${i}\n\n${"### Detail\n\n".repeat(100)}`)
      const { tree } = yield* grow([{ name: "long.md", text: parts.join("") }])
      assert.strictEqual(tree.nodes.length, 20)
    }).pipe(Effect.provide(layer))
  )

  it.effect("says when there is nothing to read: no note, or one without headings and facts", () =>
    Effect.gen(function* () {
      for (const notes of [[], [{ name: "a.md", text: "Nothing much." }]]) {
        assert.deepInclude(yield* failureOf(notes), { reason: "nothing_to_read", retryable: false })
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("says when all there is lies too deep", () =>
    Effect.gen(function* () {
      const text = `${"> ".repeat(40)}${term("Yeast")}`
      assert.deepInclude(yield* failureOf([{ name: "deep.md", text }]), { reason: "note_too_deep", retryable: false })
    }).pipe(Effect.provide(layer))
  )
})

const sidesRead = Effect.gen(function* () {
  const { kept } = yield* learnFrom([bread, cheese])
  return kept.map(({ answer, kind, question }) => [kind, question, answer])
})

describe("OfflineFlashcardAuthor", () => {
  it.effect("writes the cards of several notes, each with its own skill and its own note", () =>
    Effect.gen(function* () {
      const { documents, kept, tree } = yield* learnFrom([bread, cheese])
      const words = ["Flour", "Gluten", "Yeast", "Lame", "Curd", "Whey"]
      assert.deepStrictEqual(
        kept.map(({ question }) => words.find((word) => question.includes(word))),
        words
      )
      for (const { nodeId, source } of kept) {
        assert.strictEqual(tree.nodes.find(({ id }) => id === nodeId)?.source?.documentId, source?.documentId)
        assert.isTrue(documents.some(({ id }) => id === source?.documentId))
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("points at the very words a card comes from, from the first to the last", () =>
    Effect.gen(function* () {
      const { documents, kept } = yield* learnFrom([bread])
      const quotes = kept.map(({ source }) => documents[0] && source && quoteOf(documents[0], source))
      assert.deepStrictEqual(quotes, ["Flour", "Gluten", "Yeast", "Lame"].map(term))
    }).pipe(Effect.provide(layer))
  )

  it.effect("signs its cards with its name, the version of its rules and how sure it is", () =>
    Effect.gen(function* () {
      const { kept } = yield* learnFrom([bread])
      assert.isNotEmpty(kept)
      for (const { authorship } of kept) {
        assert.deepInclude(authorship, { author: "loopi/offline-markdown", model: null, promptVersion: "rules-9" })
        assert.isTrue(0 < authorship.confidence && authorship.confidence <= 1)
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("reads the same cards out of the same notes every time", () =>
    Effect.gen(function* () {
      const [first, second] = [yield* sidesRead, yield* sidesRead]
      assert.isNotEmpty(first)
      assert.deepStrictEqual(first, second)
    }).pipe(Effect.provide(layer))
  )
})
