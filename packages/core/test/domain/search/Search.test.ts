import { assert, describe, it } from "@effect/vitest"
import { Lexical, SpaceId } from "@loopi/core"
import { fuse, matcherOf, type Near, nearEnough, type WordMatch } from "../../../src/domain/search/Search.ts"
import { seeded } from "../../fixtures/random.ts"

const near = (id: string, score: number, kind: Near["kind"] = "flashcard"): Near => ({ kind, id, score })

const matching = (query: string, texts: Record<string, string>) => {
  const { match, wanted } = matcherOf(query)
  const matches = Object.entries(texts).flatMap(([id, text]) => match({ kind: "flashcard", id }, text) ?? [])
  return { matches, wanted, searched: Object.keys(texts).length }
}

/** The ids in their order, by words alone. */
const byWords = (query: string, texts: Record<string, string>) => {
  const { matches, ...searched } = matching(query, texts)
  return fuse([], matches, searched).map(({ id }) => id)
}

describe("ranking what is searched for", () => {
  it("puts the text with more of the words first, rare ones counting more", () => {
    const texts = {
      a: "The capital of Norway is Oslo",
      b: "The capital of Sweden",
      c: "A fjord in Norway",
      d: "The capital of Denmark",
      e: "Nothing of the sort"
    }
    assert.deepStrictEqual(byWords("capital of Norway", texts), ["a", "c", "b", "d"])
  })

  it("meets words in any ending, case and script", () => {
    const texts = { a: "Caching is fun", b: "İstanbul", c: "卡片 學習", d: "Fun!" }
    assert.deepStrictEqual(byWords("caches", texts), ["a"])
    assert.deepStrictEqual(byWords("FUN", texts), ["a", "d"])
    assert.deepStrictEqual(byWords("學習", texts), ["c"])
  })

  it("asks for the small words where there are no others", () => {
    const texts = { a: "To be or not to be", b: "Nothing" }
    assert.deepStrictEqual(byWords("to be", texts), ["a"])
  })

  it("prefers the words side by side where the words are the same", () => {
    const texts = { a: "cell of a battery, membrane of a drum", b: "what a cell membrane does" }
    assert.deepStrictEqual(byWords("cell membrane", texts), ["b", "a"])
  })

  it("finds nothing in signs and in words nobody has", () => {
    assert.deepStrictEqual(byWords("_'; (", { a: "100 %", b: "it's" }), [])
    assert.deepStrictEqual(byWords("zebra", { a: "horse" }), [])
  })

  it("puts what both lists have before what only one has", () => {
    const { matches, ...searched } = matching("oslo", { a: "Oslo", b: "Oslo fjord" })
    const fused = fuse([near("c", 0.9), near("b", 0.8)], matches, searched)
    assert.deepStrictEqual(
      fused.map(({ id, meaning, words }) => [id, meaning, words]),
      [
        ["b", 0.8, 1],
        ["a", null, 1],
        ["c", 0.9, 0]
      ]
    )
    assert.closeTo(fused[0]?.score ?? 0, 1 / 62 + 1 / 61, 1e-12)
  })

  it("is the same whatever order it is given, with equal ones by kind and id", () => {
    const { next } = seeded(7)
    const nears = Array.from({ length: 40 }, (_, i) =>
      near(`${i}`, Math.round(next() * 5) / 5, i % 2 === 1 ? "goal" : "flashcard")
    )
    const matches = Array.from({ length: 40 }, (_, i): WordMatch => ({
      kind: i % 2 === 1 ? "goal" : "flashcard",
      id: `${i + 20}`,
      stems: next() < 0.5 ? ["a"] : ["a", "b"],
      phrase: next() < 0.2
    }))
    const searched = { searched: 100, wanted: ["a", "b"] }
    const once = fuse(nears, matches, searched)
    for (let i = 0; i < 50; i++) {
      assert.deepStrictEqual(
        fuse(
          nears.toSorted(() => next() - 0.5),
          matches.toSorted(() => next() - 0.5),
          searched
        ),
        once
      )
    }
    assert.lengthOf(once, 60)
    for (const [i, one] of once.slice(1).entries()) {
      const [a, b] = [once[i], one]
      if (a?.score !== b.score) continue
      assert.isTrue(a.kind === b.kind ? a.id < b.id : a.kind === "goal", `${a.kind} ${a.id}, ${b.kind} ${b.id}`)
    }
  })

  it("does not tell apart what the last digits of a cosine tell apart", () => {
    const searched = { searched: 1, wanted: [] }
    const [a, b] = [
      fuse([near("a", 0.5), near("b", 0.5 + 1e-9)], [], searched),
      fuse([near("a", 0.5 + 1e-9), near("b", 0.5)], [], searched)
    ]
    assert.deepStrictEqual(
      a.map(({ id }) => id),
      b.map(({ id }) => id)
    )
  })

  it("takes no neighbour for near that has nothing to do with what is searched for", () => {
    const questions = ["What is the capital of Norway?", "How does a B-tree split a node?", "Who painted Guernica?"]
    const about = (query: string) =>
      questions.filter(
        (it) =>
          Lexical.cosine(Lexical.lexicalVector(query), Lexical.lexicalVector(it)) >=
          nearEnough(SpaceId.make("lexical-1"))
      )
    assert.deepStrictEqual(about("capitals of Nordic countries"), questions.slice(0, 1))
    assert.deepStrictEqual(about("splitting B-tree nodes"), questions.slice(1, 2))
    assert.deepStrictEqual(about("photosynthesis"), [])
  })
})
