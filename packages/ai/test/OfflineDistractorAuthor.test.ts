/**
 * Wrong options come from the note itself, are fair, and are left out where they would not be.
 */
import { assert, describe, it } from "@effect/vitest"
import { CardQuality } from "@loopi/core"
import { Effect, Schema } from "effect"
import { optionsFor, type Sides } from "../src/offline/markdown/options.ts"
import { layer, learnFrom } from "./library.ts"

const commands: ReadonlyArray<Sides> = [
  { question: "What does mkdir do?", answer: "Makes an empty folder" },
  { question: "What does rm do?", answer: "Takes files away for good" },
  { question: "What does sort do?", answer: "Puts lines in order" },
  { question: "What does wc do?", answer: "Counts words and bytes" },
  { question: "What does DNS stand for?", answer: "Domain name system" },
  { question: "Why is a folder a file?", answer: "Names are bytes as well" }
]
const [mkdir, rm, sort, wc, dns, why] = commands.map(({ answer }) => answer)

const pick = (index: number, others = commands): ReadonlyArray<string> => {
  const card = others[index]
  return card === undefined ? assert.fail("no card") : optionsFor(card, others)
}

describe("optionsFor", () => {
  it("takes answers to questions that are asked in the same way", () => {
    assert.sameMembers([...pick(0)], [rm, sort, wc])
    assert.sameMembers([...pick(3)], [mkdir, rm, sort])
  })

  it("takes the same column of a table", () => {
    const rows = ["Heap: insert?", "List: insert?", "Hash table: insert? (Costs)", "Tree: insert?", "Heap: search?"]
    const costs = ["O(log n) steps", "O(1) at the head", "Amortised constant", "Needs rebalancing", "Linear at worst"]
    const cells = rows.map((question, i) => ({ question, answer: costs[i] ?? "" }))
    assert.sameMembers([...pick(2, cells)], [costs[0], costs[1], costs[3]])
    assert.deepStrictEqual(pick(4, cells), [])
  })

  it("finds none for what is answered in its own way, or where there are fewer than three", () => {
    assert.deepStrictEqual(pick(4), [])
    assert.deepStrictEqual(pick(5), [])
    assert.deepStrictEqual(pick(0, commands.slice(0, 3)), [])
    assert.isFalse([...commands.keys()].some((index) => pick(index).some((option) => option === dns || option === why)))
  })

  it("leaves out what may be right, gives itself away, or differs much in length", () => {
    const unfair = [
      { question: "What does mv do?", answer: "Makes mkdir slow" },
      { question: "What does cp do?", answer: "Like cp -r it copies" },
      { question: "What does md do?", answer: "Makes an empty folders" },
      { question: "What does man do?", answer: "Shows a long page of explanations for nearly every program there is" }
    ]
    assert.sameMembers([...pick(0, [...commands, ...unfair])], [rm, sort, wc])
  })

  it("takes no longer where a page explains two hundred like things", { timeout: 5_000 }, () => {
    const like = Array.from({ length: 200 }, (_, i) => ({
      question: `What is meant by “cache ${i}”?`,
      answer: `A cache that keeps the keys and values of clients in a store while part ${i} of the cluster waits for others.`
    }))
    assert.isTrue(like.every((card) => optionsFor(card, like).length === 0))
  })

  it.prop(
    "gives three options that pass every check, or none, and always the same",
    [Schema.Array(Schema.Struct({ question: Schema.String, answer: Schema.String }))],
    ([anything]) => {
      const others = [...anything, ...commands]
      for (const card of others) {
        const options = optionsFor(card, others)
        assert.deepStrictEqual(optionsFor(card, others), options)
        if (options.length > 0) assert.deepStrictEqual(CardQuality.checkDistractors(card, options), [])
      }
    },
    { arbitrary: { runs: 60, size: 10, seed: 5 }, timeout: 30_000 }
  )
})

const term = (word: string, meaning = "a tin that holds dough") => `**${word}**: ${meaning}.\n\n`

describe("OfflineDistractorAuthor", () => {
  const meanings = ["a powder ground from grain", "a blade that scores loaves", "a fungus that eats sugar"]
  const words = ["Flour", "Lame", "Yeast"].map((word, i) => term(word, meanings[i]))

  it.effect("takes wrong options from the sections around a skill as well as from its own", () =>
    Effect.gen(function* () {
      const text = `# Bread\n\n## Dough\n\n${words.join("")}## Oven\n\n${term("Pan")}`
      const { kept } = yield* learnFrom([{ name: "bread.md", text }])
      const pan = kept.find(({ question }) => question.includes("Pan"))
      assert.sameMembers(
        [...(pan?.distractors ?? [])],
        ["A powder ground from grain.", "A blade that scores loaves.", "A fungus that eats sugar."]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("gives none where the note explains too little", () =>
    Effect.gen(function* () {
      const { kept } = yield* learnFrom([{ name: "bread.md", text: `# Bread\n\n${words.slice(0, 2).join("")}` }])
      assert.deepStrictEqual(
        kept.map(({ distractors }) => distractors),
        [[], []]
      )
    }).pipe(Effect.provide(layer))
  )
})
